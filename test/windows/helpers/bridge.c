// bridge.exe PROGRAM ARGS…: runs a Windows program with pipes of its own, and passes them on to this process's streams,
// which below Wine are Unix pipes that Node takes for broken ones. A line "\x01c", "\x01b", "\x01h" or "\x01k" on
// standard input is Ctrl-C, Ctrl-Break, the end of the console, or the end of the process; everything else goes to the
// program.
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef struct {
  HANDLE from, to;
} Pass;
static PROCESS_INFORMATION child;
static DWORD WINAPI pass(void *arg) {
  Pass *p = arg;
  char b[65536];
  DWORD n, m;
  while (ReadFile(p->from, b, sizeof b, &n, NULL) && n) {
    DWORD at = 0;
    while (at < n && WriteFile(p->to, b + at, n - at, &m, NULL))
      at += m;
    if (at < n) break;
  }
  CloseHandle(p->to);
  return 0;
}
static void event(DWORD e) {
  FreeConsole();
  if (AttachConsole(child.dwProcessId)) {
    SetConsoleCtrlHandler(NULL, TRUE);
    if (!GenerateConsoleCtrlEvent(e, 0)) fprintf(stderr, "bridge: event %lu failed %lu\n", e, GetLastError());
  } else
    fprintf(stderr, "bridge: no console (%lu)\n", GetLastError());
  fflush(stderr);
}
static DWORD WINAPI input(void *arg) {
  HANDLE to = arg, in = GetStdHandle(STD_INPUT_HANDLE);
  char b[65536];
  DWORD n, m;
  while (ReadFile(in, b, sizeof b, &n, NULL) && n) {
    if (n >= 2 && b[0] == 1) {
      switch (b[1]) {
      case 'c':
        event(CTRL_C_EVENT);
        break;
      case 'b':
        event(CTRL_BREAK_EVENT);
        break;
      case 'h':
        event(CTRL_CLOSE_EVENT);
        break;
      case 'k':
        TerminateProcess(child.hProcess, 9);
        break;
      }
      continue;
    }
    if (!WriteFile(to, b, n, &m, NULL)) break;
  }
  CloseHandle(to);
  return 0;
}
int wmain(int argc, wchar_t **argv) {
  SECURITY_ATTRIBUTES sa = {sizeof sa, NULL, TRUE};
  HANDLE ir, iw, or, ow, er, ew;
  (void)argc;
  // The command line as it came, without our own name.
  wchar_t *line = GetCommandLineW();
  if (*line == '"') {
    line++;
    while (*line && *line != '"')
      line++;
    if (*line) line++;
  } else
    while (*line && *line != ' ')
      line++;
  while (*line == ' ')
    line++;
  CreatePipe(&ir, &iw, &sa, 0);
  CreatePipe(& or, &ow, &sa, 0);
  CreatePipe(&er, &ew, &sa, 0);
  SetHandleInformation(iw, HANDLE_FLAG_INHERIT, 0);
  SetHandleInformation(or, HANDLE_FLAG_INHERIT, 0);
  SetHandleInformation(er, HANDLE_FLAG_INHERIT, 0);
  STARTUPINFOW si = {sizeof si};
  si.dwFlags = STARTF_USESTDHANDLES;
  si.hStdInput = ir;
  si.hStdOutput = ow;
  si.hStdError = ew;
  wchar_t *copy = _wcsdup(line);
  if (!CreateProcessW(NULL, copy, NULL, NULL, TRUE, CREATE_NO_WINDOW, NULL, NULL, &si, &child)) {
    fwprintf(stderr, L"bridge: cannot start %ls (%lu)\n", line, GetLastError());
    return 127;
  }
  CloseHandle(ir);
  CloseHandle(ow);
  CloseHandle(ew);
  Pass out = { or, GetStdHandle(STD_OUTPUT_HANDLE)}, err = {er, GetStdHandle(STD_ERROR_HANDLE)};
  HANDLE t[2] = {CreateThread(NULL, 0, pass, &out, 0, NULL), CreateThread(NULL, 0, pass, &err, 0, NULL)};
  CreateThread(NULL, 0, input, iw, 0, NULL);
  WaitForSingleObject(child.hProcess, INFINITE);
  WaitForMultipleObjects(2, t, TRUE, 1000);
  DWORD code = 0;
  GetExitCodeProcess(child.hProcess, &code);
  ExitProcess(code);
}
