// bcryptprimitives.dll for Wine 8, which has none: programs in Rust ask it for random bytes.
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(BYTE *at, SIZE_T n) { return RtlGenRandom(at, (ULONG)n); }
