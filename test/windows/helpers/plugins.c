// Stand-ins for the NSIS plugins of electron-builder's release host, as far as its installer calls them: for tests
// only.
#include <windows.h>
#include <stdio.h>
#include <wchar.h>
typedef struct stack {
  struct stack *next;
  wchar_t text[1];
} stack;
#define PLUGIN(name) __declspec(dllexport) void name(HWND w, int size, wchar_t *vars, stack **top, void *extra)
static int pop(stack **top, wchar_t *out, int size) {
  stack *t = *top;
  if (!t) {
    *out = 0;
    return 1;
  }
  wcsncpy(out, t->text, size);
  out[size - 1] = 0;
  *top = t->next;
  GlobalFree(t);
  return 0;
}
static void push(stack **top, const wchar_t *s, int size) {
  stack *t = GlobalAlloc(GPTR, sizeof(stack) + size * sizeof(wchar_t));
  wcsncpy(t->text, s, size);
  t->next = *top;
  *top = t;
}
static const wchar_t *params(void) {
  wchar_t *l = GetCommandLineW();
  if (*l == '"') {
    l++;
    while (*l && *l != '"')
      l++;
    if (*l) l++;
  } else
    while (*l && *l != ' ')
      l++;
  while (*l == ' ')
    l++;
  return l;
}
static void note(const wchar_t *s) {
  FILE *f = _wfopen(L"C:\\nsis-plugins.log", L"a");
  if (f) {
    fwprintf(f, L"%ls\n", s);
    fclose(f);
  }
}
#ifdef STDUTILS
PLUGIN(TestParameter) {
  wchar_t n[1024], l[8192], *tok, *ctx;
  int found = 0;
  pop(top, n, 1024);
  wcsncpy(l, params(), 8191);
  l[8191] = 0;
  for (tok = wcstok_s(l, L" ", &ctx); tok; tok = wcstok_s(NULL, L" ", &ctx)) {
    while (*tok == '"')
      tok++;
    wchar_t *t = tok;
    if (*t == '/') t++;
    else if (*t == '-') {
      t++;
      if (*t == '-') t++;
    } else
      continue;
    size_t k = wcslen(n);
    if (!_wcsnicmp(t, n, k) && (!t[k] || t[k] == '=' || t[k] == '"')) found = 1;
  }
  push(top, found ? L"true" : L"false", size);
}
PLUGIN(GetAllParameters) {
  wchar_t t[64];
  pop(top, t, 64);
  push(top, params(), size);
}
PLUGIN(GetParameter) {
  wchar_t a[1024], b[1024];
  pop(top, a, 1024);
  pop(top, b, 1024);
  push(top, a, size);
}
PLUGIN(GetParentPath) {
  wchar_t p[8192];
  pop(top, p, 8192);
  wchar_t *c = wcsrchr(p, '\\');
  if (c) *c = 0;
  push(top, p, size);
}
PLUGIN(ExecShellAsUser) {
  wchar_t args[2048], verb[256], file[2048], l[4500];
  pop(top, args, 2048);
  pop(top, verb, 256);
  pop(top, file, 2048);
  _snwprintf(l, 4500, L"ExecShellAsUser %ls [%ls] %ls", file, verb, args);
  note(l);
  HINSTANCE h = ShellExecuteW(NULL, verb, file, args, NULL, SW_SHOWNORMAL);
  push(top, (INT_PTR)h > 32 ? L"ok" : L"error", size);
}
#endif
#ifdef UACDLL
PLUGIN(_) {
  wchar_t p[64], r[8];
  pop(top, p, 64);
  int n = p[0] - '0';
  wcscpy(r, n == 2 ? L"1" : L"0");
  if (n == 0) {
    note(L"UAC_RunElevated");
    wcscpy(vars, L"0");
    wcscpy(vars + size, L"2");
    wcscpy(vars + 3 * size, L"1");
    return;
  }
  if (wcschr(p, 's')) push(top, r, size);
  else
    wcscpy(vars, r);
}
#endif
#ifdef WINSHELL
PLUGIN(SetLnkAUMI) {
  wchar_t a[2048], b[512], l[2700];
  pop(top, a, 2048);
  pop(top, b, 512);
  _snwprintf(l, 2700, L"SetLnkAUMI %ls %ls", a, b);
  note(l);
}
PLUGIN(UninstAppUserModelId) {
  wchar_t a[512];
  pop(top, a, 512);
}
PLUGIN(UninstShortcut) {
  wchar_t a[2048];
  pop(top, a, 2048);
}
#endif
#ifdef NSIS7Z
// Into the current folder, as the plugin does; 7za.exe is unix.c.
PLUGIN(Extract) {
  wchar_t f[2048], l[2100];
  pop(top, f, 2048);
  _snwprintf(l, 2100, L"7za.exe x -y -bd \"%ls\"", f);
  STARTUPINFOW si = {sizeof si};
  PROCESS_INFORMATION pi;
  if (CreateProcessW(NULL, l, NULL, NULL, FALSE, CREATE_NO_WINDOW, NULL, NULL, &si, &pi)) {
    DWORD c;
    WaitForSingleObject(pi.hProcess, INFINITE);
    GetExitCodeProcess(pi.hProcess, &c);
    if (c) note(L"7za failed");
  } else
    note(L"no 7za");
}
#endif
BOOL WINAPI DllMain(HINSTANCE h, DWORD r, LPVOID p) { return TRUE; }
