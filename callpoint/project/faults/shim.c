/* Stands between a program and its disk: counts what is written under one folder, and at a chosen call kills the
 * program, refuses the call, or notes every call with its bytes, so that the disk can be rebuilt as after a power cut.
 *
 * Loaded by LD_PRELOAD into the service and, through the environment, into every program the service starts. All of
 * them share one file, `struct control`, mapped into memory: one count for all, whoever makes the call.
 *
 * What it does not see: writes through mmap (SQLite keeps only its -shm file so, which a restart makes anew), and
 * calls that glibc makes within itself (fopen; nothing in the service writes so). TRACE therefore notes every stream and
 * every shared map that could write, as such. `sendfile`, `copy_file_range` and `splice` into a file are refused while it
 * is armed: Python then copies by read and write, which are seen.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum mode { OFF, COUNT, KILL, REFUSE, RECORD, TRACE };
enum kind { CREATE = 1, WRITE, TRUNCATE, SYNC, SYNC_FOLDER, RENAME, UNLINK, MAKE_FOLDER, OPEN, STREAM, MAP };
enum answer { GO, HALF, NO };

#define KINDS 60000
#define NOT_MAIN 0x80

/* The same layout stands in shim.py. */
struct control {
    uint32_t mode;
    uint32_t torn;    /* KILL: a write is half done first */
    uint32_t widely;  /* KILL: the main program dies too, whichever program makes the call */
    uint32_t lasting; /* REFUSE: from the chosen call on, not only that one */
    int32_t number;   /* REFUSE: the errno */
    int32_t main_pid;
    int64_t target; /* the chosen call, counted from 1 */
    int64_t count;
    char root[1024]; /* only what lies under this folder counts */
    char log[1024];  /* RECORD, TRACE: where the calls are noted */
    uint8_t kinds[KINDS];
};

/* One noted call; the two paths and the bytes follow. */
struct record {
    uint32_t kind;
    uint32_t path_length;
    uint32_t second_length;
    uint32_t data_length;
    int64_t number;
    uint64_t inode;
    int64_t offset; /* WRITE: where; TRUNCATE: the new length */
};

static struct control *control;

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) abort();
    return found;
}

__attribute__((constructor)) static void map_control(void) {
    const char *path = getenv("CALLPOINT_FAULTS_CONTROL");
    if (!path) return;
    int fd = syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC);
    if (fd < 0) return;
    void *mapped = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (mapped != MAP_FAILED) control = mapped;
    syscall(SYS_close, fd);
}

/* Whether a path lies under the folder and is not SQLite's shared memory, which no restart needs. */
static int counts(const char *path) {
    size_t root = strlen(control->root), length = strlen(path);
    if (strncmp(path, control->root, root) || (path[root] != '/' && path[root])) return 0;
    return length < 4 || strcmp(path + length - 4, "-shm");
}

static int is_armed(void) { return control && control->mode != OFF; }

static int path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return 1;
}

/* Make a path whole: against a folder that is open, or the working folder. */
static int whole_path(int folder, const char *named, char *path) {
    if (named[0] == '/') return snprintf(path, PATH_MAX, "%s", named) < PATH_MAX;
    char base[PATH_MAX];
    if (folder == AT_FDCWD ? !getcwd(base, sizeof base) : !path_of(folder, base)) return 0;
    return snprintf(path, PATH_MAX, "%s/%s", base, named) < PATH_MAX;
}

static void die(void) {
    if (control->widely && control->main_pid != getpid()) kill(control->main_pid, SIGKILL);
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* Count one call and say what becomes of it. */
static enum answer decide(enum kind kind, int64_t *number) {
    int64_t n = __atomic_add_fetch(&control->count, 1, __ATOMIC_SEQ_CST);
    *number = n;
    if (n < KINDS) control->kinds[n] = kind | (getpid() == control->main_pid ? 0 : NOT_MAIN);
    if (control->mode == KILL && n == control->target) {
        if (control->torn && kind == WRITE) return HALF;
        die();
    }
    if (control->mode == REFUSE && (n == control->target || (control->lasting && n > control->target))) {
        /* A full disk still lets files go. */
        if (control->number == ENOSPC && kind == UNLINK) return GO;
        errno = control->number;
        return NO;
    }
    return GO;
}

/* Note one call that was made. One write a record, to a file opened for appending: programs do not mix theirs. */
static void note(struct record head, const char *path, const char *second, const struct iovec *data, int pieces) {
    if (control->mode != RECORD && control->mode != TRACE) return;
    struct iovec parts[3 + 64] = {{&head, sizeof head}};
    head.path_length = path ? strlen(path) : 0;
    head.second_length = second ? strlen(second) : 0;
    parts[1] = (struct iovec){(void *)path, head.path_length};
    parts[2] = (struct iovec){(void *)second, head.second_length};
    if (pieces > 64) abort();
    size_t left = head.data_length;
    for (int i = 0; i < pieces; i++) {
        size_t take = data[i].iov_len < left ? data[i].iov_len : left;
        parts[3 + i] = (struct iovec){data[i].iov_base, take};
        left -= take;
    }
    int saved = errno;
    int fd = syscall(SYS_openat, AT_FDCWD, control->log, O_WRONLY | O_APPEND | O_CLOEXEC);
    ssize_t due = sizeof head + head.path_length + head.second_length + head.data_length;
    if (fd < 0 || syscall(SYS_writev, fd, parts, 3 + pieces) != due) abort();
    syscall(SYS_close, fd);
    errno = saved;
}

static uint64_t inode_of(int fd) {
    struct stat status;
    return fstat(fd, &status) ? 0 : status.st_ino;
}

/* Whether what is done to an open file counts. */
static int file_counts(int fd) {
    char path[PATH_MAX];
    if (!is_armed()) return 0;
    int saved = errno, is_ours = path_of(fd, path) && counts(path);
    errno = saved;
    return is_ours;
}

/* Every write ends here; `at` is -1 for one at the file's own position. */
static ssize_t write_pieces(int fd, const struct iovec *pieces, int many, off_t at) {
    int64_t number;
    size_t all = 0;
    for (int i = 0; i < many; i++) all += pieces[i].iov_len;
    enum answer answer = decide(WRITE, &number);
    if (answer == NO) return -1;
    if (answer == HALF) {
        size_t half = pieces[0].iov_len > 1 ? pieces[0].iov_len / 2 : pieces[0].iov_len;
        if (at < 0) syscall(SYS_write, fd, pieces[0].iov_base, half);
        else syscall(SYS_pwrite64, fd, pieces[0].iov_base, half, at);
        die();
    }
    ssize_t done = at < 0 ? syscall(SYS_writev, fd, pieces, many)
                          : syscall(SYS_pwritev, fd, pieces, many, (long)at, 0L);
    if (done > 0) {
        off_t place = at < 0 ? lseek(fd, 0, SEEK_CUR) - done : at;
        struct record head = {.kind = WRITE, .number = number, .inode = inode_of(fd), .offset = place};
        head.data_length = done;
        char path[PATH_MAX];
        int is_named = control->mode == TRACE && path_of(fd, path);
        note(head, is_named ? path : NULL, NULL, pieces, many);
    }
    return done;
}

/* TRACE: note that something was opened by which bytes can reach a file. */
static void note_way(enum kind kind, const char *path) {
    char whole[PATH_MAX];
    int saved = errno;
    if (is_armed() && control->mode == TRACE && whole_path(AT_FDCWD, path, whole) && counts(whole)) {
        note((struct record){.kind = kind}, whole, NULL, NULL, 0);
    }
    errno = saved;
}

ssize_t write(int fd, const void *bytes, size_t size) {
    if (!file_counts(fd)) return REAL(write)(fd, bytes, size);
    return write_pieces(fd, &(struct iovec){(void *)bytes, size}, 1, -1);
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) {
    if (!file_counts(fd)) return REAL(pwrite)(fd, bytes, size, at);
    return write_pieces(fd, &(struct iovec){(void *)bytes, size}, 1, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) { return pwrite(fd, bytes, size, at); }

ssize_t writev(int fd, const struct iovec *pieces, int many) {
    if (!file_counts(fd)) return REAL(writev)(fd, pieces, many);
    return write_pieces(fd, pieces, many, -1);
}

ssize_t pwritev(int fd, const struct iovec *pieces, int many, off_t at) {
    if (!file_counts(fd)) return REAL(pwritev)(fd, pieces, many, at);
    return write_pieces(fd, pieces, many, at);
}

ssize_t pwritev64(int fd, const struct iovec *pieces, int many, off64_t at) { return pwritev(fd, pieces, many, at); }

static int sync_file(int fd, int (*sync)(int)) {
    int64_t number;
    char path[PATH_MAX] = "";
    struct stat status;
    if (!file_counts(fd)) return sync(fd);
    int is_folder = !fstat(fd, &status) && S_ISDIR(status.st_mode);
    if (is_folder) path_of(fd, path);
    enum kind kind = is_folder ? SYNC_FOLDER : SYNC;
    if (decide(kind, &number) == NO) return -1;
    int done = sync(fd);
    if (!done) {
        note((struct record){.kind = kind, .number = number, .inode = inode_of(fd)}, path, NULL, NULL, 0);
    }
    return done;
}

int fsync(int fd) { return sync_file(fd, REAL(fsync)); }
int fdatasync(int fd) { return sync_file(fd, REAL(fdatasync)); }

int ftruncate(int fd, off_t length) {
    int64_t number;
    if (!file_counts(fd)) return REAL(ftruncate)(fd, length);
    if (decide(TRUNCATE, &number) == NO) return -1;
    int done = REAL(ftruncate)(fd, length);
    if (!done) {
        struct record head = {.kind = TRUNCATE, .number = number, .inode = inode_of(fd), .offset = length};
        note(head, NULL, NULL, NULL, 0);
    }
    return done;
}

int ftruncate64(int fd, off64_t length) { return ftruncate(fd, length); }

/* Making a file counts, and so does emptying one; opening what is there does not. */
static int open_path(int folder, const char *named, int flags, mode_t mode) {
    int64_t number;
    char path[PATH_MAX];
    struct stat status;
    if (is_armed() && control->mode == TRACE && (flags & O_ACCMODE) != O_RDONLY && whole_path(folder, named, path)) {
        note_way(OPEN, path);
    }
    if (!is_armed() || !(flags & (O_CREAT | O_TRUNC)) || !whole_path(folder, named, path) || !counts(path)) {
        return syscall(SYS_openat, folder, named, flags, mode);
    }
    int was_there = !fstatat(folder, named, &status, AT_SYMLINK_NOFOLLOW);
    int empties = was_there && (flags & O_TRUNC) && status.st_size;
    if ((was_there || !(flags & O_CREAT)) && !empties) return syscall(SYS_openat, folder, named, flags, mode);
    if (decide(empties ? TRUNCATE : CREATE, &number) == NO) return -1;
    int fd = syscall(SYS_openat, folder, named, flags, mode);
    if (fd >= 0) {
        struct record head = {.kind = empties ? TRUNCATE : CREATE, .number = number, .inode = inode_of(fd)};
        note(head, path, NULL, NULL, 0);
    }
    return fd;
}

#define MODE_OF(flags, mode)                                   \
    mode_t mode = 0;                                           \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                     \
        va_list rest;                                          \
        va_start(rest, flags);                                 \
        mode = va_arg(rest, mode_t);                           \
        va_end(rest);                                          \
    }

int open(const char *path, int flags, ...) {
    MODE_OF(flags, mode)
    return open_path(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    MODE_OF(flags, mode)
    return open_path(AT_FDCWD, path, flags | O_LARGEFILE, mode);
}

int openat(int folder, const char *path, int flags, ...) {
    MODE_OF(flags, mode)
    return open_path(folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...) {
    MODE_OF(flags, mode)
    return open_path(folder, path, flags | O_LARGEFILE, mode);
}

int creat(const char *path, mode_t mode) { return open_path(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

#define STREAMS(name)                                                           \
    FILE *name(const char *path, const char *how) {                             \
        if (strpbrk(how, "wa+")) note_way(STREAM, path);                        \
        return REAL(name)(path, how);                                           \
    }
STREAMS(fopen)
STREAMS(fopen64)

FILE *tmpfile(void) {
    note_way(STREAM, "nameless");
    return REAL(tmpfile)();
}

FILE *tmpfile64(void) {
    note_way(STREAM, "nameless");
    return REAL(tmpfile64)();
}

void *mmap(void *place, size_t length, int rights, int flags, int fd, off_t from) {
    char path[PATH_MAX];
    if (is_armed() && control->mode == TRACE && fd >= 0 && (rights & PROT_WRITE) && (flags & MAP_SHARED) &&
        path_of(fd, path)) {
        note_way(MAP, path);
    }
    return (void *)syscall(SYS_mmap, place, length, rights, flags, fd, from);
}

void *mmap64(void *place, size_t length, int rights, int flags, int fd, off64_t from) {
    return mmap(place, length, rights, flags, fd, from);
}

static int rename_path(int from, const char *old, int to, const char *new, unsigned flags) {
    int64_t number;
    char source[PATH_MAX], target[PATH_MAX];
    int is_ours = is_armed() && whole_path(from, old, source) && whole_path(to, new, target) &&
                  (counts(source) || counts(target));
    if (is_ours && decide(RENAME, &number) == NO) return -1;
    int done = syscall(SYS_renameat2, from, old, to, new, flags);
    if (is_ours && !done) note((struct record){.kind = RENAME, .number = number}, source, target, NULL, 0);
    return done;
}

int rename(const char *old, const char *new) { return rename_path(AT_FDCWD, old, AT_FDCWD, new, 0); }
int renameat(int from, const char *old, int to, const char *new) { return rename_path(from, old, to, new, 0); }

static int unlink_path(int folder, const char *named, int flags) {
    int64_t number;
    char path[PATH_MAX];
    struct stat status;
    int is_ours = is_armed() && whole_path(folder, named, path) && counts(path) &&
                  !fstatat(folder, named, &status, AT_SYMLINK_NOFOLLOW);
    if (is_ours && decide(UNLINK, &number) == NO) return -1;
    int done = syscall(SYS_unlinkat, folder, named, flags);
    if (is_ours && !done) note((struct record){.kind = UNLINK, .number = number}, path, NULL, NULL, 0);
    return done;
}

int unlink(const char *path) { return unlink_path(AT_FDCWD, path, 0); }
int unlinkat(int folder, const char *path, int flags) { return unlink_path(folder, path, flags); }
int rmdir(const char *path) { return unlink_path(AT_FDCWD, path, AT_REMOVEDIR); }

static int make_folder(int folder, const char *named, mode_t mode) {
    int64_t number;
    char path[PATH_MAX];
    struct stat status;
    int is_ours = is_armed() && whole_path(folder, named, path) && counts(path) &&
                  fstatat(folder, named, &status, AT_SYMLINK_NOFOLLOW);
    if (is_ours && decide(MAKE_FOLDER, &number) == NO) return -1;
    int done = syscall(SYS_mkdirat, folder, named, mode);
    if (is_ours && !done) note((struct record){.kind = MAKE_FOLDER, .number = number}, path, NULL, NULL, 0);
    return done;
}

int mkdir(const char *path, mode_t mode) { return make_folder(AT_FDCWD, path, mode); }
int mkdirat(int folder, const char *path, mode_t mode) { return make_folder(folder, path, mode); }

ssize_t sendfile64(int to, int from, off64_t *offset, size_t count) {
    if (file_counts(to)) return errno = EINVAL, -1;
    return syscall(SYS_sendfile, to, from, offset, count);
}

ssize_t sendfile(int to, int from, off_t *offset, size_t count) { return sendfile64(to, from, offset, count); }

ssize_t copy_file_range(int from, off64_t *start, int to, off64_t *place, size_t size, unsigned flags) {
    if (file_counts(to)) return errno = EINVAL, -1;
    return syscall(SYS_copy_file_range, from, start, to, place, size, flags);
}

ssize_t splice(int from, off64_t *start, int to, off64_t *place, size_t size, unsigned flags) {
    if (file_counts(to)) return errno = EINVAL, -1;
    return syscall(SYS_splice, from, start, to, place, size, flags);
}
