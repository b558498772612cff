/* SPDX-License-Identifier: EUPL-1.2 */
/* What every command of loketctl shares: the global options, its options, output and failure.
 *
 * Main thread only. Exit codes: 0 done, 1 failed with one line on standard error, 2 wrong usage. */
#pragma once

#include "loket-speech.h"

G_BEGIN_DECLS

enum {
  LOKET_CTL_DONE = 0,
  LOKET_CTL_FAILED = 1,
  LOKET_CTL_MISUSED = 2,
};

typedef struct _LoketCtl LoketCtl;

typedef struct {
  const char *name;
  const char *usage;   /* what stands behind the name, e.g. "YEAR" */
  const char *summary; /* one line; English, to be said through gettext */
  const char *details; /* (nullable): further lines of --help */
  int (*run) (LoketCtl *self, char **arguments);
} LoketCtlCommand;

struct _LoketCtl {
  const LoketCtlCommand *command;
  LoketSpeech *speech; /* (owned) */
  char *folder;        /* (owned) (nullable): --desk */
  gboolean json;
  gboolean help;
  LoketDay today;      /* LOKET_NO_DAY: the clock's */
};

/* In the order of --help; the last one has no name. */
extern const LoketCtlCommand *const loket_ctl_commands[];

gboolean loket_ctl_parse (LoketCtl *self, char ***arguments, const GOptionEntry *options,
                          guint minimum, guint maximum, int *exit_code);
gboolean loket_ctl_parse_day (LoketCtl *self, const char *text, LoketDay *day);
gboolean loket_ctl_read_when (const char *text, LoketDay *day, LoketMoment *moment);

int loket_ctl_fail   (LoketCtl *self, const GError *error);
int loket_ctl_misuse (LoketCtl *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void loket_ctl_warn  (LoketCtl *self, const char *text);

LoketMoment loket_ctl_get_now (LoketCtl *self);

G_END_DECLS
