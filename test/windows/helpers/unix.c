// NAME.exe: runs the Unix program of the same name; paths such as Z:\x become /x. Below Wine only, which cannot wait
// for Unix programs: a shell leaves its exit code in a file.
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef char *(CDECL *ToUnix)(LPCWSTR);
static ToUnix toUnix;
static void quoted(FILE *f, const char *s) {
  fputc('\'', f);
  for (; *s; s++)
    if (*s == '\'') fputs("'\\''", f);
    else
      fputc(*s, f);
  fputs("' ", f);
}
static const char *utf8(const wchar_t *w) {
  static char b[65536];
  WideCharToMultiByte(CP_UTF8, 0, w, -1, b, sizeof b, NULL, NULL);
  return b;
}
static void pour(const wchar_t *path, HANDLE to) {
  FILE *f = _wfopen(path, L"rb");
  char b[65536];
  DWORD m;
  size_t n;
  if (!f) return;
  while ((n = fread(b, 1, sizeof b, f)) > 0)
    WriteFile(to, b, (DWORD)n, &m, NULL);
  fclose(f);
}
int wmain(int n, wchar_t **a) {
  toUnix = (ToUnix)(void *)GetProcAddress(GetModuleHandleA("kernel32"), "wine_get_unix_file_name");
  if (!toUnix) return 126;
  wchar_t me[MAX_PATH], dir[MAX_PATH], base[MAX_PATH], p[4][MAX_PATH];
  GetModuleFileNameW(NULL, me, MAX_PATH);
  wchar_t *b = wcsrchr(me, '\\') + 1, *d = wcsrchr(b, '.');
  if (d) *d = 0;
  GetTempPathW(MAX_PATH, dir);
  _snwprintf(base, MAX_PATH, L"%lsunix-%lu-%lu", dir, GetCurrentProcessId(), GetTickCount());
  const wchar_t *ends[] = {L".sh", L".out", L".err", L".rc"};
  for (int i = 0; i < 4; i++)
    _snwprintf(p[i], MAX_PATH, L"%ls%ls", base, ends[i]);
  FILE *f = _wfopen(p[0], L"wb");
  fprintf(f, "%s ", utf8(b));
  for (int i = 1; i < n; i++) {
    wchar_t *s = a[i];
    char *u = s[0] && s[1] == ':' && (s[2] == '\\' || s[2] == '/') ? toUnix(s) : NULL;
    quoted(f, u ? u : utf8(s));
  }
  _wfopen(p[1], L"wb");
  fprintf(f, "</dev/null >");
  quoted(f, toUnix(p[1]));
  fprintf(f, "2>");
  {
    char dirU[4096];
    wchar_t dw[MAX_PATH];
    _snwprintf(dw, MAX_PATH, L"%ls", p[1]);
    snprintf(dirU, sizeof dirU, "%s", toUnix(dw));
    dirU[strlen(dirU) - 4] = 0;
    char e[4200];
    snprintf(e, sizeof e, "%s.err", dirU);
    quoted(f, e);
    fprintf(f, "; echo $? >");
    snprintf(e, sizeof e, "%s.tmp", dirU);
    quoted(f, e);
    fprintf(f, "; mv ");
    quoted(f, e);
    snprintf(e, sizeof e, "%s.rc", dirU);
    quoted(f, e);
  }
  fprintf(f, "\n");
  fclose(f);
  wchar_t line[8192];
  char script[4096];
  snprintf(script, sizeof script, "%s", toUnix(p[0]));
  wchar_t sw[4096];
  MultiByteToWideChar(CP_UTF8, 0, script, -1, sw, 4096);
  _snwprintf(line, 8192, L"Z:\\bin\\sh \"%ls\"", sw);
  STARTUPINFOW si = {sizeof si};
  PROCESS_INFORMATION pi;
  if (!CreateProcessW(L"Z:\\bin\\sh", line, NULL, NULL, FALSE, 0, NULL, NULL, &si, &pi)) {
    fprintf(stderr, "no sh: %lu\n", GetLastError());
    return 127;
  }
  int rc = 125;
  for (int i = 0; i < 6000; i++) {
    FILE *r = _wfopen(p[3], L"rb");
    if (r) {
      if (fscanf(r, "%d", &rc) == 1) {
        fclose(r);
        break;
      }
      fclose(r);
    }
    Sleep(10);
  }
  pour(p[1], GetStdHandle(STD_OUTPUT_HANDLE));
  pour(p[2], GetStdHandle(STD_ERROR_HANDLE));
  for (int i = 0; i < 4; i++)
    DeleteFileW(p[i]);
  return rc;
}
