/*
 * Makes chosen system calls of the agent fail, fall short, wait or end the process. Loaded with LD_PRELOAD.
 *
 *   SHIM_UNDER  only calls on files below this folder count; messages to the keychain always do
 *   SHIM_PLAN   file of 4,096 bytes that is mapped: a counter in 4 bytes, then rules as text. A new counter arms them
 *   SHIM_LOG    file that gets one line for each call that counts
 *   SHIM_FORK   makes it a fork server: where it would make the folder SHIM_UNDER, which is the first thing that an agent does
 *               outside of itself, it waits for a line on descriptor 3, the path of a socket; forks a process that goes on from
 *               there, with the socket as its output; and answers with the pid on descriptor 4
 *   SHIM_CLOUD  port of the cloud. Makes reads and writes on TCP connections count, as the paths wire-cloud and wire-till
 *
 * A rule is call[@part-of-the-path]:action:n, such as pwrite64:short:52 or any@settings:kill:3, and meets the nth call of
 * its kind from the arming on; n+ meets that and every later one, and `then` every one after the first rule was met.
 * Actions: short (half of the bytes are written), kill and killafter, slow (200 ms), or the name of an error. The call `any`
 * is every call that counts, `grow` every one that needs room on the disk.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { plan_bytes = 4096, max_rules = 32, path_bytes = 1024 };

struct rule {
  char call[16];
  char part[64];
  char action[16];
  unsigned long at;
  int and_later;
  int then;
  unsigned long met;
};

static const char *under;
static volatile const char *plan;
static int log_fd = -1;
static unsigned cloud_port = 0;
static int forks = 0;
static unsigned armed = 0;
static unsigned long calls = 0;
static int has_met = 0;
static struct rule rules[max_rules];
static int rule_count = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static const struct {
  const char *name;
  int number;
} errors[] = {{"ENOSPC", ENOSPC}, {"EIO", EIO},       {"EACCES", EACCES}, {"EPERM", EPERM},
              {"EROFS", EROFS},   {"EBUSY", EBUSY},   {"EDQUOT", EDQUOT}, {"EMFILE", EMFILE},
              {"ENOENT", ENOENT}, {"EINTR", EINTR}};

__attribute__((constructor)) static void begin(void) {
  const char *plan_file = getenv("SHIM_PLAN");
  const char *log_file = getenv("SHIM_LOG");
  const char *cloud = getenv("SHIM_CLOUD");
  under = getenv("SHIM_UNDER");
  forks = getenv("SHIM_FORK") != NULL;
  cloud_port = cloud ? strtoul(cloud, NULL, 10) : 0;
  if (plan_file) {
    int fd = syscall(SYS_openat, AT_FDCWD, plan_file, O_RDONLY | O_CLOEXEC, 0);
    void *mapped = fd < 0 ? MAP_FAILED : mmap(NULL, plan_bytes, PROT_READ, MAP_SHARED, fd, 0);
    if (fd >= 0) syscall(SYS_close, fd);
    if (mapped != MAP_FAILED) plan = mapped;
  }
  if (log_file) log_fd = syscall(SYS_openat, AT_FDCWD, log_file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void read_rules(void) {
  char text[plan_bytes];
  char *rest = text;
  memcpy(text, (const char *)plan + 4, plan_bytes - 4);
  text[plan_bytes - 5] = 0;
  rule_count = 0;
  calls = 0;
  has_met = 0;
  for (char *word; (word = strsep(&rest, " \n")) && rule_count < max_rules;) {
    struct rule *rule = &rules[rule_count];
    char number[24] = "";
    memset(rule, 0, sizeof *rule);
    if (sscanf(word, "%15[^:@]@%63[^:]:%15[^:]:%23s", rule->call, rule->part, rule->action, number) != 4) {
      rule->part[0] = 0;
      if (sscanf(word, "%15[^:@]:%15[^:]:%23s", rule->call, rule->action, number) != 3) continue;
    }
    rule->then = strcmp(number, "then") == 0;
    rule->at = strtoul(number, NULL, 10);
    rule->and_later = strchr(number, '+') != NULL;
    rule_count += 1;
  }
}

static int is_meant(const struct rule *rule, const char *call) {
  if (strcmp(rule->call, "any") == 0) return 1;
  if (strcmp(rule->call, "grow") == 0)
    return strcmp(call, "write") == 0 || strcmp(call, "pwrite64") == 0 || strcmp(call, "mkdir") == 0;
  return strcmp(rule->call, call) == 0;
}

/* The action for this call; empty for none. */
static void action_for(const char *call, const char *path, char *action) {
  action[0] = 0;
  if (!plan || !under || strncmp(path, under, strlen(under)) != 0) {
    if (!plan || (strncmp(path, "keychain", 8) != 0 && strncmp(path, "wire-", 5) != 0)) return;
  }
  unsigned current;
  memcpy(&current, (const char *)plan, 4);
  if (current == 0) return;
  pthread_mutex_lock(&lock);
  if (current != armed) {
    armed = current;
    read_rules();
  }
  calls += 1;
  int meets = 0;
  for (int n = 0; n < rule_count; n += 1) {
    struct rule *rule = &rules[n];
    if (!is_meant(rule, call)) continue;
    if (rule->part[0] && !strstr(path, rule->part)) continue;
    rule->met += 1;
    if (rule->then ? has_met : rule->met == rule->at || (rule->and_later && rule->met > rule->at)) {
      strcpy(action, rule->action);
      meets = 1;
    }
  }
  has_met = has_met || meets;
  if (log_fd >= 0) {
    char line[path_bytes + 64];
    int length = snprintf(line, sizeof line, "%u %lu %s %s %s\n", armed, calls, call, path, action);
    syscall(SYS_write, log_fd, line, length);
  }
  pthread_mutex_unlock(&lock);
}

static void end_process(void) {
  syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
  for (;;) pause();
}

/* Whether the call fails at once, with errno set. */
static int fails(const char *action) {
  if (!action[0]) return 0;
  if (strcmp(action, "kill") == 0) end_process();
  if (strcmp(action, "slow") == 0) {
    struct timespec wait = {0, 200 * 1000 * 1000};
    nanosleep(&wait, NULL);
  }
  for (size_t n = 0; n < sizeof errors / sizeof errors[0]; n += 1) {
    if (strcmp(action, errors[n].name) != 0) continue;
    errno = errors[n].number;
    return 1;
  }
  return 0;
}

static void after(const char *action) {
  if (strcmp(action, "killafter") == 0) end_process();
}

static void path_of(int fd, char *path) {
  char link[40];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, path_bytes - 1);
  path[length < 0 ? 0 : length] = 0;
}

/* The path of a TCP connection; empty for anything else. */
static const char *wire_of(int fd) {
  struct sockaddr_storage peer;
  socklen_t length = sizeof peer;
  if (!cloud_port || getpeername(fd, (struct sockaddr *)&peer, &length) != 0 || peer.ss_family != AF_INET) return "";
  return ntohs(((struct sockaddr_in *)&peer)->sin_port) == cloud_port ? "wire-cloud" : "wire-till";
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define ON_FD(call, fd)     \
  char action[16];          \
  char path[path_bytes] = ""; \
  if (plan) strcpy(path, wire_of(fd)); \
  if (plan && !path[0]) path_of(fd, path); \
  action_for(call, path, action); \
  if (fails(action)) return -1;
#define ON_WIRE(call, fd)   \
  char action[16] = "";     \
  const char *path = plan ? wire_of(fd) : ""; \
  if (path[0]) action_for(call, path, action); \
  if (fails(action)) return -1;
#define ON_PATH(call, path) \
  char action[16];          \
  action_for(call, path, action); \
  if (fails(action)) return -1;
#define RETURN(type, expression) \
  type result = (expression);    \
  after(action);                 \
  return result;

static size_t part_of(const char *action, size_t count) {
  return strcmp(action, "short") == 0 && count > 1 ? count / 2 : count;
}

ssize_t read(int fd, void *bytes, size_t count) {
  ON_WIRE("read", fd)
  RETURN(ssize_t, REAL(read)(fd, bytes, count))
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  ON_WIRE("writev", fd)
  RETURN(ssize_t, REAL(writev)(fd, parts, count))
}

ssize_t write(int fd, const void *bytes, size_t count) {
  ON_FD("write", fd)
  RETURN(ssize_t, REAL(write)(fd, bytes, part_of(action, count)))
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
  ON_FD("pwrite64", fd)
  RETURN(ssize_t, REAL(pwrite)(fd, bytes, part_of(action, count), at))
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
  ON_FD("pwrite64", fd)
  RETURN(ssize_t, REAL(pwrite64)(fd, bytes, part_of(action, count), at))
}

int fsync(int fd) {
  ON_FD("fsync", fd)
  RETURN(int, REAL(fsync)(fd))
}

int fdatasync(int fd) {
  ON_FD("fsync", fd)
  RETURN(int, REAL(fdatasync)(fd))
}

int ftruncate(int fd, off_t length) {
  ON_FD("ftruncate", fd)
  RETURN(int, REAL(ftruncate)(fd, length))
}

int ftruncate64(int fd, off64_t length) {
  ON_FD("ftruncate", fd)
  RETURN(int, REAL(ftruncate64)(fd, length))
}

int rename(const char *from, const char *to) {
  ON_PATH("rename", to)
  RETURN(int, REAL(rename)(from, to))
}

int link(const char *from, const char *to) {
  ON_PATH("link", to)
  RETURN(int, REAL(link)(from, to))
}

int unlink(const char *path) {
  ON_PATH("unlink", path)
  RETURN(int, REAL(unlink)(path))
}

enum { fork_commands = 3, fork_answers = 4 };

/* Whether a line came. */
static int read_line(char *line, size_t size) {
  size_t length = 0;
  while (length + 1 < size) {
    char byte;
    ssize_t count = syscall(SYS_read, fork_commands, &byte, 1);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return 0;
    if (byte == '\n') break;
    line[length++] = byte;
  }
  line[length] = 0;
  return 1;
}

/* In the process that was forked: its output goes to the socket, and its event loop is its own. */
static void begin_anew(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strcpy(address.sun_path, path);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  signal(SIGCHLD, SIG_DFL);
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0 || dup2(fd, 1) < 0) _exit(1);
  close(fd);
  close(fork_commands);
  close(fork_answers);
  void *(*loop)(void);
  int (*renew)(void *);
  *(void **)&loop = dlsym(RTLD_DEFAULT, "uv_default_loop");
  *(void **)&renew = dlsym(RTLD_DEFAULT, "uv_loop_fork");
  if (!loop || !renew || renew(loop()) != 0) _exit(1);
}

/* Returns in each process that was forked, and never in the one that forks. */
static void serve_forks(void) {
  char line[sizeof ((struct sockaddr_un *)0)->sun_path];
  signal(SIGCHLD, SIG_IGN);
  while (read_line(line, sizeof line)) {
    pid_t pid = fork();
    if (pid == 0) {
      forks = 0;
      begin_anew(line);
      return;
    }
    dprintf(fork_answers, "%d\n", pid);
  }
  _exit(0);
}

/* V8 keeps its code from processes that are forked. */
int madvise(void *at, size_t length, int advice) {
  return forks && advice == MADV_DONTFORK ? 0 : REAL(madvise)(at, length, advice);
}

int mkdir(const char *path, mode_t mode) {
  if (forks && under && strcmp(path, under) == 0) serve_forks();
  ON_PATH("mkdir", path)
  RETURN(int, REAL(mkdir)(path, mode))
}

/* Only files that are opened to be written count. */
static int open_file(const char *name, const char *path, int flags, mode_t mode) {
  char action[16] = "";
  if (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) action_for("open", path, action);
  if (fails(action)) return -1;
  int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, name);
  RETURN(int, real(path, flags, mode))
}

int open(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(more, mode_t) : 0;
  va_end(more);
  return open_file("open", path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(more, mode_t) : 0;
  va_end(more);
  return open_file("open64", path, flags, mode);
}

/* Only the library of the keychain speaks to the message bus, and by this call. */
ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
  struct sockaddr_storage peer;
  socklen_t length = sizeof peer;
  int is_local = plan && getpeername(fd, (struct sockaddr *)&peer, &length) == 0 && peer.ss_family == AF_UNIX;
  char action[16];
  action_for("sendmsg", is_local ? "keychain" : "", action);
  if (fails(action)) return -1;
  RETURN(ssize_t, REAL(sendmsg)(fd, message, flags))
}
