// till-agent.exe for tests of set-up: notes what it is asked, and runs until it is ended when asked nothing. A sale is
// under way while C:\sale exists.
#include <windows.h>
#include <stdio.h>
#include <wchar.h>
__attribute__((used)) volatile const char fuses[] = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX"
                                                    "\x01\x09"
                                                    "101100101";
static void note(const wchar_t *s) {
  FILE *f = _wfopen(L"C:\\till-agent.log", L"a");
  if (f) {
    fwprintf(f, L"%ls\n", s);
    fclose(f);
  }
}
int wmain(int n, wchar_t **a) {
  wchar_t l[1024] = L"asked:";
  for (int i = 1; i < n; i++) {
    wcscat(l, L" ");
    wcscat(l, a[i]);
  }
  HANDLE m = CreateMutexW(NULL, FALSE, L"till-agent-runs");
  int runs = GetLastError() == ERROR_ALREADY_EXISTS;
  wcscat(l, runs ? L" (an agent runs)" : L" (no agent runs)");
  note(l);
  if (n > 2 && !wcscmp(a[1], L"reset")) {
    if (!wcscmp(a[2], L"--check")) return runs && GetFileAttributesW(L"C:\\sale") != INVALID_FILE_ATTRIBUTES ? 3 : 0;
    return 0;
  }
  if (n > 1 && wcscmp(a[1], L"--updated")) return fuses[0] == 0;
  note(L"runs");
  Sleep(600000);
  return m == NULL;
}
