/* SPDX-License-Identifier: EUPL-1.2 */
/* The world of one schedule: a loket, desks, the lines between them, time, and what people know.
 *
 * Everything is the real code but for four things: the clock is stepped, the line is SimNet, the
 * disk is SimDisk, and executors are stepped. One process, one thread, nothing runs by itself. */
#pragma once

#include "loket-central.h"
#include "loket-desk-private.h"
#include "loket-sim-disk.h"
#include "loket-sim-model.h"
#include "loket-sim-net.h"
#include "loket-sim-schedule.h"
#include "loket-sim-template.h"
#include "loket-sim-trace.h"

G_BEGIN_DECLS

enum {
  SIM_DESKS_MAX = 3
};

struct _SimDesk {
  SimWorld *world;
  guint number;
  guint person;        /* index into the persons of the template */
  char *folder;
  SimDisk *disk;
  LoketClock *clock;   /* goes on through crashes: it is the machine's */
  LoketRandom *random;
  SimLine *line;
  LoketDesk *desk;     /* (nullable): closed */
  LoketDesk *ghost;    /* (nullable): one that was closed or has crashed, until it is gone */
  gint64 clock_off_ms; /* by how much somebody set it wrong */
  gboolean disk_full;
  gboolean stale;      /* the disk was full, and no sync went well since: rows may show what was */
  guint hold_s;
  gboolean braked, brake_answered; /* at the last look */
  gboolean went_on;    /* somebody let a mass withdrawal pass */
  guint losses_let_in; /* how many losses of the loket there had been when somebody let one in */
  gboolean reset_cache; /* when it is opened the next time */
  gboolean rebuilding; /* the cache was reset, and no sync with the right loket went well since: less
                        * may be seen than before */
  gboolean rebuilt;    /* ... ever: what the loket had lost before that nobody here knows */
  guint losses_forgotten; /* how many losses of the loket there had been when that was done last */
  gboolean synced;     /* the sync that was begun last went well */
  SimSeen seen;
  guint64 checked_at;  /* operations of its disk, when it was looked at last */
  gpointer checked;    /* the desk that was looked at; only compared */
};

struct _SimWorld {
  const SimTemplate *template;
  char *folder;
  SimTrace trace;
  gint64 now_ms;
  SimNet *net;
  /* The loket */
  char *loket_folder;
  SimDisk *loket_disk;
  LoketClock *loket_clock;
  LoketRandom *loket_random;
  LoketCentral *central; /* (nullable): it is down */
  guint acts_max;        /* of a case, in one answer; 0: as usual */
  gboolean wrong_loket;  /* another one stands in its place */
  guint n_exchanges;     /* how often one took the place of the other */
  SimImage *right_loket; /* (nullable): what comes back then */
  SimImage *backup;      /* (nullable): what it was, and may be again */
  guint n_erased_at_backup;
  guint n_losses;        /* how often it was put back */
  GPtrArray *case_ids;   /* those that there ever were, in the order in which they were met */
  /* People */
  SimDesk desks[SIM_DESKS_MAX];
  guint n_desks;
  SimModel *model;
  guint64 turn;          /* whose turn it is */
  guint step;
  gboolean quiet;        /* no fault any more */
  /* What went wrong first */
  char *violation;       /* (nullable): code */
  char *detail;
};

SimWorld *sim_world_new  (const SimTemplate *template, guint n_desks, guint people, guint64 seed,
                          gboolean prints);
void      sim_world_free (SimWorld *self);

void     sim_world_fail   (SimWorld *self, const char *code, const char *format, ...)
                           G_GNUC_PRINTF (3, 4);
void     sim_world_settle (SimWorld *self);
void     sim_world_pass   (SimWorld *self, gint64 ms);
void     sim_world_sleep  (SimWorld *self, gint64 ms);
LoketResponse *sim_world_ask_loket (SimWorld *self, LoketRequest *request, gboolean may_wait,
                                    guint *wait_ms);
void     sim_world_remove_case (SimWorld *self, const char *case_id, LoketChange change);
void     sim_world_bury   (SimWorld *self);
void     sim_world_check_ghosts (SimWorld *self);
gboolean sim_world_start_loket (SimWorld *self);
void     sim_world_stop_loket (SimWorld *self);
void     sim_world_limit_acts (SimWorld *self, guint acts_max);
void     sim_world_replace_loket (SimWorld *self, const SimImage *other);
void     sim_world_right_loket (SimWorld *self);
void     sim_world_back_up_loket (SimWorld *self);
void     sim_world_put_loket_back (SimWorld *self);

gboolean sim_desk_open    (SimDesk *self);
void     sim_desk_close   (SimDesk *self);
gboolean sim_desk_is_alive (SimDesk *self);

void sim_perform (SimWorld *world, const SimStep *step);
void sim_be_quiet (SimWorld *world);

G_END_DECLS
