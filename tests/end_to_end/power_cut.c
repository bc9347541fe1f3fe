/* A library to preload: keeps each file, in the folder that KEPT names, as it was when it was last synced. That is what a
 * disk has for certain after a loss of power, when all that was only in the page cache is gone. */

#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void fail(const char *what)
{
    perror(what);
    abort();
}

static void copy(int from, const char *path)
{
    char bytes[1 << 16];
    off_t at = 0;
    ssize_t some;
    int to = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
    if (to < 0)
        fail(path);
    while ((some = pread(from, bytes, sizeof bytes, at)) > 0) {
        if (write(to, bytes, some) != some)
            fail(path);
        at += some;
    }
    if (some < 0)
        fail(path);
    close(to);
}

/* What is gone from a folder that was synced is gone for good. */
static void forget(const char *path, const char *folder)
{
    char here[2 * PATH_MAX], kept[2 * PATH_MAX];
    struct dirent *entry;
    DIR *all = opendir(folder);
    if (!all)
        fail(folder);
    while ((entry = readdir(all))) {
        snprintf(here, sizeof here, "%s/%s", path, entry->d_name);
        snprintf(kept, sizeof kept, "%s/%s", folder, entry->d_name);
        if (access(here, F_OK) && unlink(kept))
            fail(kept);
    }
    closedir(all);
}

static void keep(int file)
{
    char link[64], path[PATH_MAX], kept[2 * PATH_MAX], part[3 * PATH_MAX];
    const char *folder = getenv("KEPT");
    struct stat status;
    if (!folder || fstat(file, &status))
        return;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        fail(link);
    path[length] = 0;
    if (S_ISDIR(status.st_mode)) {
        forget(path, folder);
    } else if (S_ISREG(status.st_mode)) {
        snprintf(kept, sizeof kept, "%s%s", folder, strrchr(path, '/'));
        snprintf(part, sizeof part, "%s.part", kept);
        copy(file, part);
        if (rename(part, kept))
            fail(kept);
    }
}

static int synced(const char *function, int file)
{
    int (*sync)(int) = (int (*)(int))dlsym(RTLD_NEXT, function);
    int result = sync(file);
    if (result == 0)
        keep(file);
    return result;
}

int fsync(int file)
{
    return synced("fsync", file);
}

int fdatasync(int file)
{
    return synced("fdatasync", file);
}
