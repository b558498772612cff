/* SPDX-License-Identifier: EUPL-1.2 */
/* A desk for one command: opened, asked, closed; and failures as sentences for a person. */
#pragma once

#include "loket-ctl.h"
#include "loket-desk.h"

G_BEGIN_DECLS

/* One call of the desk that a command waits for. */
typedef struct {
  GMainLoop *loop;
  GAsyncResult *result; /* (owned) (nullable) */
} LoketCtlWait;

/* What a command does on an open desk. Returns: the exit code, after telling what failed */
typedef int (*LoketCtlWork) (LoketCtl *self, LoketDesk *desk, gconstpointer asked);

int           loket_ctl_work_on_desk (LoketCtl *self, gboolean read_only, LoketCtlWork work,
                                      gconstpointer asked);
LoketDesk    *loket_ctl_open_desk    (LoketCtl *self, gboolean read_only, const char *token_file,
                                      GError **error);
void          loket_ctl_wait_begin   (LoketCtlWait *wait);
void          loket_ctl_wait_done_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *loket_ctl_wait_end     (LoketCtlWait *wait);

LoketDossier *loket_ctl_load_dossier (LoketDesk *desk, const char *reference, GError **error);
int           loket_ctl_fail_desk    (LoketCtl *self, const GError *error);
void          loket_ctl_tell_trouble (LoketCtl *self, const LoketSyncState *state);

G_END_DECLS
