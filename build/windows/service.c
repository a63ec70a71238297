// till-agent-service.exe PROGRAM ARGUMENTS… serve … --data-dir FOLDER …: what the service control manager of Windows starts. Node
// cannot speak to it, so this program does: it runs the agent, says when it runs and how it ended, and has "PROGRAM ARGUMENTS… stop"
// end it in order when the service is stopped or the machine shuts down. electron/adapters/service/windowsService.ts installs it.
// Restarts and their pauses are the manager's.
#include <windows.h>
#include <shellapi.h>
#include <stdio.h>
#include <wchar.h>

// Longer than the agent waits for sales under way (20 s) and then takes to end (12 s: electron/cli/stopAgent.ts).
#define STOP_TIMEOUT_MS 40000
#define MAX_LINE 32000

static SERVICE_STATUS_HANDLE handle;
static SERVICE_STATUS status = { SERVICE_WIN32_OWN_PROCESS, SERVICE_START_PENDING, 0, 0, 0, 0, 0 };
static HANDLE stopping;
static wchar_t name[] = L"till-agent";

static void report(DWORD state, DWORD exitCode, DWORD waitHintMs) {
  status.dwCurrentState = state;
  status.dwControlsAccepted = state == SERVICE_RUNNING ? SERVICE_ACCEPT_STOP | SERVICE_ACCEPT_SHUTDOWN : 0;
  // The manager takes only a failure for one, and then starts the service again (sc failureflag).
  status.dwWin32ExitCode = exitCode == 0 ? NO_ERROR : ERROR_SERVICE_SPECIFIC_ERROR;
  status.dwServiceSpecificExitCode = exitCode;
  status.dwWaitHint = waitHintMs;
  status.dwCheckPoint = state == SERVICE_RUNNING || state == SERVICE_STOPPED ? 0 : status.dwCheckPoint + 1;
  SetServiceStatus(handle, &status);
}

static DWORD WINAPI control(DWORD code, DWORD type, void *data, void *context) {
  (void)type, (void)data, (void)context;
  if (code == SERVICE_CONTROL_INTERROGATE) return NO_ERROR;
  if (code != SERVICE_CONTROL_STOP && code != SERVICE_CONTROL_SHUTDOWN) return ERROR_CALL_NOT_IMPLEMENTED;
  report(SERVICE_STOP_PENDING, 0, STOP_TIMEOUT_MS + 10000);
  SetEvent(stopping);
  return NO_ERROR;
}

// Our own command line without its first word, which is this program.
static const wchar_t *agentLine(void) {
  const wchar_t *at = GetCommandLineW();
  if (*at == L'"') { for (at++; *at && *at != L'"'; at++); if (*at) at++; } else while (*at && *at != L' ') at++;
  while (*at == L' ') at++;
  return at;
}

static BOOL append(wchar_t *line, const wchar_t *word) {
  size_t used = wcslen(line), slashes = 0;
  if (used + 2 * wcslen(word) + 8 > MAX_LINE) return FALSE;
  wchar_t *to = line + used;
  if (used) *to++ = L' ';
  *to++ = L'"';
  // As CommandLineToArgvW reads it: backslashes count double before a quotation mark.
  for (const wchar_t *at = word; ; at++) {
    if (*at == L'\\') { slashes++; continue; }
    for (size_t n = (*at == 0 || *at == L'"') ? 2 * slashes : slashes; n > 0; n--) *to++ = L'\\';
    slashes = 0;
    if (*at == 0) break;
    if (*at == L'"') *to++ = L'\\';
    *to++ = *at;
  }
  *to++ = L'"';
  *to = 0;
  return TRUE;
}

static BOOL stopLine(wchar_t *line) {
  int count = 0, serve = -1, folder = -1;
  wchar_t **words = CommandLineToArgvW(agentLine(), &count);
  if (!words) return FALSE;
  for (int n = 0; n < count; n++) {
    if (serve < 0 && !wcscmp(words[n], L"serve")) serve = n;
    if (n + 1 < count && !wcscmp(words[n], L"--data-dir")) folder = n + 1;
  }
  line[0] = 0;
  BOOL fits = serve > 0 && folder > 0;
  for (int n = 0; fits && n < serve; n++) fits = append(line, words[n]);
  fits = fits && append(line, L"stop") && append(line, L"--wait") && append(line, L"20");
  fits = fits && append(line, L"--data-dir") && append(line, words[folder]);
  LocalFree(words);
  return fits;
}

// What the agent prints is for a terminal; it has a log. Without streams of its own it would get those of a console that is made for it.
static HANDLE nowhere(void) {
  static HANDLE file = INVALID_HANDLE_VALUE;
  SECURITY_ATTRIBUTES inherited = { sizeof inherited, NULL, TRUE };
  if (file == INVALID_HANDLE_VALUE) file = CreateFileW(L"NUL", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited, OPEN_EXISTING, 0, NULL);
  return file;
}

static BOOL start(const wchar_t *line, HANDLE job, PROCESS_INFORMATION *child) {
  static wchar_t copy[MAX_LINE];
  STARTUPINFOW info = { .cb = sizeof info, .dwFlags = STARTF_USESTDHANDLES, .hStdInput = nowhere(), .hStdOutput = nowhere(), .hStdError = nowhere() };
  if (wcslen(line) >= MAX_LINE) return FALSE;
  wcscpy(copy, line);
  if (!CreateProcessW(NULL, copy, NULL, NULL, TRUE, CREATE_NO_WINDOW | CREATE_SUSPENDED, NULL, NULL, &info, child)) return FALSE;
  // It does not outlast this program, or it would hold the port against the next one.
  if (job) AssignProcessToJobObject(job, child->hProcess);
  ResumeThread(child->hThread);
  CloseHandle(child->hThread);
  return TRUE;
}

static void end(PROCESS_INFORMATION *agent) {
  static wchar_t line[MAX_LINE];
  PROCESS_INFORMATION stop;
  if (stopLine(line) && start(line, NULL, &stop)) CloseHandle(stop.hProcess);
  if (WaitForSingleObject(agent->hProcess, STOP_TIMEOUT_MS) == WAIT_OBJECT_0) return;
  TerminateProcess(agent->hProcess, 1);
  WaitForSingleObject(agent->hProcess, 5000);
}

static void WINAPI serviceMain(DWORD count, wchar_t **words) {
  (void)count, (void)words;
  handle = RegisterServiceCtrlHandlerExW(name, control, NULL);
  if (!handle) return;
  report(SERVICE_START_PENDING, 0, 10000);
  stopping = CreateEventW(NULL, TRUE, FALSE, NULL);
  HANDLE job = CreateJobObjectW(NULL, NULL);
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = { 0 };
  // What the agent starts by itself, such as set-up for an update, may outlast it.
  limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK;
  SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
  PROCESS_INFORMATION agent;
  if (!start(agentLine(), job, &agent)) { report(SERVICE_STOPPED, GetLastError() ? GetLastError() : 1, 0); return; }
  report(SERVICE_RUNNING, 0, 0);
  HANDLE either[] = { agent.hProcess, stopping };
  BOOL isStopping = WaitForMultipleObjects(2, either, FALSE, INFINITE) == WAIT_OBJECT_0 + 1;
  if (isStopping) end(&agent);
  DWORD code = 1;
  GetExitCodeProcess(agent.hProcess, &code);
  report(SERVICE_STOPPED, isStopping ? 0 : code, 0);
}

int wmain(void) {
  SERVICE_TABLE_ENTRYW table[] = { { name, serviceMain }, { NULL, NULL } };
  if (StartServiceCtrlDispatcherW(table)) return 0;
  fwprintf(stderr, L"This program is started by the service control manager: till-agent service install\n");
  return 1;
}
