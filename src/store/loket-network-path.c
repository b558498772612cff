/* SPDX-License-Identifier: EUPL-1.2 */
/* Kinds of file systems, by what statfs() and the list of mounts say. */
#include "config.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>

#include "loket-network-path.h"

/* From linux/magic.h and the file systems' own sources; not all are in the headers of Debian 12. */
static const guint64 network_magics[] = {
    0x6969,     /* NFS */
    0x517b,     /* SMB */
    0xfe534d42, /* SMB 2 and 3 */
    0xff534d42, /* CIFS */
    0x564c,     /* NCP */
    0x5346414f, /* AFS (OpenAFS) */
    0x6b414653, /* AFS (kAFS) */
    0x73757245, /* Coda */
    0x01021997, /* 9P */
    0x00c36400, /* Ceph */
    0x0bd00bd0, /* Lustre */
    0x7461636f, /* OCFS2 */
    0x01161970, /* GFS2 */
};

enum {
  FUSE_MAGIC = 0x65735546
};

/* FUSE says only that a program answers: these answer from this machine, any other may not. */
static const char *const local_fuse_types[] = {
    "fuseblk",     "fuse.gocryptfs", "fuse.encfs",          "fuse.cryfs",
    "fuse.bindfs", "fuse.mergerfs",  "fuse.fuse-overlayfs", NULL,
};

/**
 * loket_network_path_is_network_type:
 * @magic: `f_type` of statfs()
 * @mount_type: (nullable): as in the list of mounts, where it is known
 */
gboolean
loket_network_path_is_network_type (guint64 magic, const char *mount_type)
{
  for (guint i = 0; i < G_N_ELEMENTS (network_magics); i++) {
    if (network_magics[i] == magic)
      return TRUE;
  }
  return magic == FUSE_MAGIC &&
         (mount_type == NULL || !g_strv_contains (local_fuse_types, mount_type));
}

/* A line of mountinfo: id parent major:minor root place options [more ...] - type source options */
static char *
dup_type_of_line (const char *line, dev_t device)
{
  unsigned int major_number, minor_number;
  const char *end = g_strstr_len (line, -1, " - ");
  g_auto (GStrv) words = NULL;

  if (end == NULL || sscanf (line, "%*u %*u %u:%u", &major_number, &minor_number) != 2)
    return NULL;
  if (major (device) != major_number || minor (device) != minor_number)
    return NULL;
  words = g_strsplit (end + 3, " ", 2);
  return g_strdup (words[0]);
}

static char *
dup_mount_type (dev_t device)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents ("/proc/self/mountinfo", &text, NULL, NULL))
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  for (int i = 0; lines[i] != NULL; i++) {
    char *type = dup_type_of_line (lines[i], device);

    if (type != NULL)
      return type;
  }
  return NULL;
}

/**
 * loket_network_path_check:
 *
 * Returns: whether @path, which exists, lies on another machine; FALSE where nobody can tell
 */
gboolean
loket_network_path_check (const char *path)
{
  g_autofree char *mount_type = NULL;
  struct statfs file_system;
  struct stat status;

  if (statfs (path, &file_system) != 0 || stat (path, &status) != 0)
    return FALSE;
  mount_type = dup_mount_type (status.st_dev);
  return loket_network_path_is_network_type ((guint32) file_system.f_type, mount_type);
}
