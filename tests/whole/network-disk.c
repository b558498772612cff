/* SPDX-License-Identifier: EUPL-1.2 */
/* Loaded in front of the C library: says of one folder that it lies on a network file system, as
 * statfs() would of a home on NFS. The folder stands in LOKET_TEST_NETWORK_DISK. */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statfs.h>

enum {
  NFS_MAGIC = 0x6969
};

int statfs (const char *path, struct statfs *status);

int
statfs (const char *path, struct statfs *status)
{
  int (*real) (const char *, struct statfs *) =
      (int (*) (const char *, struct statfs *)) dlsym (RTLD_NEXT, "statfs");
  const char *folder = getenv ("LOKET_TEST_NETWORK_DISK");
  int result = real (path, status);

  if (result == 0 && folder != NULL && strncmp (path, folder, strlen (folder)) == 0)
    status->f_type = NFS_MAGIC;
  return result;
}
