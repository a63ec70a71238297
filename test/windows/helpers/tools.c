// tasklist, taskkill, findstr, netstat and certutil as Windows has them, as far as set-up and the agent call them; Wine's own are
// stubs.
#include <winsock2.h>
#include <windows.h>
#include <tlhelp32.h>
#include <iphlpapi.h>
#include <ws2tcpip.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
static wchar_t *image;
static DWORD pid, notPid;
static int byPid;
static void filter(wchar_t *f) {
  wchar_t k[64] = L"", op[16] = L"", v[512] = L"";
  swscanf(f, L"%63ls %15ls %511l[^\n]", k, op, v);
  if (!_wcsicmp(k, L"IMAGENAME")) image = _wcsdup(v);
  if (!_wcsicmp(k, L"PID")) {
    if (!_wcsicmp(op, L"ne")) notPid = wcstoul(v, 0, 10);
    else {
      pid = wcstoul(v, 0, 10);
      byPid = 1;
    }
  }
}
static int each(int kill, int force) {
  HANDLE s = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
  PROCESSENTRY32W e = {sizeof e};
  int n = 0;
  for (BOOL ok = Process32FirstW(s, &e); ok; ok = Process32NextW(s, &e)) {
    if (image && _wcsicmp(image, e.szExeFile)) continue;
    if (byPid && e.th32ProcessID != pid) continue;
    if (notPid && e.th32ProcessID == notPid) continue;
    n++;
    if (kill) {
      HANDLE h = OpenProcess(PROCESS_TERMINATE, FALSE, e.th32ProcessID);
      if (h) {
        TerminateProcess(h, 1);
        CloseHandle(h);
      }
    } else
      printf("\"%ls\",\"%lu\",\"Console\",\"1\",\"%d K\"\r\n", e.szExeFile, e.th32ProcessID, 12345);
  }
  return n;
}
static void addr(DWORD a, DWORD port, char *o) {
  unsigned char *b = (unsigned char *)&a;
  sprintf(o, "%d.%d.%d.%d:%d", b[0], b[1], b[2], b[3], ntohs((u_short)port));
}
static void addr6(const UCHAR *a, DWORD port, char *o) {
  char t[64];
  getnameinfo(0, 0, 0, 0, 0, 0, 0);
  struct sockaddr_in6 s = {0};
  s.sin6_family = AF_INET6;
  memcpy(&s.sin6_addr, a, 16);
  DWORD n = sizeof t;
  WSAAddressToStringA((SOCKADDR *)&s, sizeof s, NULL, t, &n);
  char *c = strchr(t, ']');
  if (t[0] == '[' && c) {
    *c = 0;
    sprintf(o, "[%s]:%d", t + 1, ntohs((u_short)port));
  } else
    sprintf(o, "[%s]:%d", t, ntohs((u_short)port));
}
static const char *state(DWORD s) {
  static const char *n[] = {"",           "CLOSED",     "LISTENING",  "SYN_SENT", "SYN_RECEIVED", "ESTABLISHED",
                            "FIN_WAIT_1", "FIN_WAIT_2", "CLOSE_WAIT", "CLOSING",  "LAST_ACK",     "TIME_WAIT",
                            "DELETE_TCB"};
  return s < 13 ? n[s] : "?";
}
static int netstat(void) {
  WSADATA w;
  WSAStartup(MAKEWORD(2, 2), &w);
  printf(
      "\r\nActive Connections\r\n\r\n  Proto  Local Address          Foreign Address        State           PID\r\n");
  DWORD n = 1 << 20;
  char l[128], f[128];
  MIB_TCPTABLE_OWNER_PID *t = malloc(n);
  if (!GetExtendedTcpTable(t, &n, TRUE, AF_INET, TCP_TABLE_OWNER_PID_ALL, 0))
    for (DWORD i = 0; i < t->dwNumEntries; i++) {
      addr(t->table[i].dwLocalAddr, t->table[i].dwLocalPort, l);
      addr(t->table[i].dwRemoteAddr, t->table[i].dwState == 2 ? 0 : t->table[i].dwRemotePort, f);
      printf("  TCP    %-22s %-22s %-15s %lu\r\n", l, f, state(t->table[i].dwState), t->table[i].dwOwningPid);
    }
  n = 1 << 20;
  MIB_TCP6TABLE_OWNER_PID *u = malloc(n);
  if (!GetExtendedTcpTable(u, &n, TRUE, AF_INET6, TCP_TABLE_OWNER_PID_ALL, 0))
    for (DWORD i = 0; i < u->dwNumEntries; i++) {
      addr6(u->table[i].ucLocalAddr, u->table[i].dwLocalPort, l);
      addr6(u->table[i].ucRemoteAddr, u->table[i].dwState == 2 ? 0 : u->table[i].dwRemotePort, f);
      printf("  TCP    %-22s %-22s %-15s %lu\r\n", l, f, state(u->table[i].dwState), u->table[i].dwOwningPid);
    }
  printf("  UDP    0.0.0.0:5353           *:*                                    4\r\n");
  return 0;
}
/** certutil -hashfile FILE SHA512, as Windows 10 prints it. */
static int hashFile(const wchar_t *path) {
  HCRYPTPROV provider;
  HCRYPTHASH hash;
  FILE *f = _wfopen(path, L"rb");
  BYTE bytes[65536];
  DWORD size = 64;
  size_t count;
  if (!f || !CryptAcquireContextW(&provider, NULL, NULL, PROV_RSA_AES, CRYPT_VERIFYCONTEXT) ||
      !CryptCreateHash(provider, CALG_SHA_512, 0, 0, &hash))
    return 1;
  while ((count = fread(bytes, 1, sizeof bytes, f)) > 0) CryptHashData(hash, bytes, (DWORD)count, 0);
  if (!CryptGetHashParam(hash, HP_HASHVAL, bytes, &size, 0)) return 1;
  printf("SHA512 hash of %ls:\r\n", path);
  for (DWORD i = 0; i < size; i++) printf("%02x", bytes[i]);
  printf("\r\nCertUtil: -hashfile command completed successfully.\r\n");
  return 0;
}

int wmain(int n, wchar_t **a) {
  wchar_t me[MAX_PATH];
  GetModuleFileNameW(NULL, me, MAX_PATH);
  wchar_t *b = wcsrchr(me, '\\') + 1;
  int force = 0, begin = 0;
  char text[1024] = "";
  if (!_wcsicmp(b, L"netstat.exe")) return netstat();
  if (!_wcsicmp(b, L"certutil.exe")) return n == 4 ? hashFile(a[2]) : 1;
  for (int i = 1; i < n; i++) {
    if (!_wcsicmp(a[i], L"/FI") && i + 1 < n) filter(a[++i]);
    else if (!_wcsicmp(a[i], L"/IM") && i + 1 < n)
      image = a[++i];
    else if (!_wcsicmp(a[i], L"/F"))
      force = 1;
    else if (!_wcsicmp(a[i], L"/B"))
      begin = 1;
    else if (!_wcsnicmp(a[i], L"/C:", 3))
      WideCharToMultiByte(CP_ACP, 0, a[i] + 3, -1, text, sizeof text, 0, 0);
  }
  if (!_wcsicmp(b, L"tasklist.exe")) {
    if (!each(0, 0)) printf("INFO: No tasks are running which match the specified criteria.\r\n");
    return 0;
  }
  if (!_wcsicmp(b, L"taskkill.exe")) return each(1, force) ? 0 : 128;
  char line[8192];
  int found = 0;
  size_t k = strlen(text);
  while (fgets(line, sizeof line, stdin)) {
    int hit = 0;
    if (begin) hit = !_strnicmp(line, text, k);
    else
      for (char *p = line; *p; p++)
        if (!_strnicmp(p, text, k)) hit = 1;
    if (hit) {
      found = 1;
      fputs(line, stdout);
    }
  }
  return !found;
}
