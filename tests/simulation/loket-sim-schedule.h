/* SPDX-License-Identifier: EUPL-1.2 */
/* A schedule: what happens, in order. Made from a seed, or read from a file.
 *
 * Each step carries its own chance (`salt`), so that leaving one out changes no other: that is what
 * shrinking lives on. What a step means is decided when it is done (the case with that number, of
 * those that are there); where it means nothing then, it does nothing. */
#pragma once

#include "loket-sim-dice.h"

G_BEGIN_DECLS

typedef enum {
  /* People */
  SIM_DO,            /* an act that the rules allow now */
  SIM_TYPE,          /* a draft of an act is typed */
  SIM_DO_DRAFT,      /* an act is done from its draft */
  SIM_DROP_DRAFT,
  SIM_NEW_CASE,      /* a complaint is taken in */
  SIM_TYPE_CASE,     /* a draft of one */
  SIM_TAKE_BACK,
  SIM_RESOLVE,       /* what was refused, or conflicts */
  SIM_OPEN_CASE,
  SIM_LIST,
  SIM_SYNC,
  SIM_CLOSE,         /* the desk is closed */
  SIM_OPEN,          /* ... and opened */
  SIM_RESET_CACHE,
  SIM_RESYNC,        /* everything is fetched again */
  SIM_SEND_NOW,      /* what is held */
  SIM_ANSWER_BRAKE,
  SIM_ATTACH,        /* a document */
  SIM_SAVE,          /* ... to a file of the person's, fetched where it is not here; or kept here */
  SIM_DETACH,
  SIM_CARRY,         /* unsent work to another desk of the same person */
  /* Time */
  SIM_WAIT,          /* a while */
  SIM_NIGHT,         /* all machines sleep until another day */
  SIM_SET_CLOCK,     /* somebody sets the clock of a desk wrong, or right again */
  /* Faults of the line: of the next request of a desk */
  SIM_DROP_REQUEST,
  SIM_DROP_REPLY,
  SIM_DUPLICATE,
  SIM_DELAY,
  SIM_CUT,           /* half of the reply's body */
  SIM_STATUS_BEFORE, /* 5xx, nothing was done */
  SIM_STATUS_AFTER,  /* 5xx, all was done */
  SIM_BUSY,          /* 429 with Retry-After */
  SIM_LOGIN,         /* 401: the token has expired */
  SIM_FOREIGN,       /* a page of somebody else */
  SIM_CURSOR_OLD,    /* 410 */
  SIM_CONFLICT,      /* 409 */
  SIM_LEAVE_OUT,     /* pages leave cases out as too large: each is asked for alone */
  SIM_SHORT_PAGES,   /* a few items each, though more were asked for */
  SIM_AWAY,          /* no line, until SIM_BACK */
  SIM_BACK,
  /* Faults of the loket */
  SIM_WITHDRAW,
  SIM_ERASE,
  SIM_CRASH_LOKET,
  SIM_MASS_WITHDRAW,
  SIM_EMPTY_LOKET,   /* somebody has put an empty one in its place, until SIM_RIGHT_LOKET */
  SIM_OLD_LOKET,     /* ... or a copy of an earlier day */
  SIM_RIGHT_LOKET,
  SIM_FEW_ACTS,      /* from now on no answer has more than one to three acts of a case */
  SIM_BACK_UP,       /* a copy is made of the loket, to which it is put back with SIM_PUT_BACK */
  SIM_PUT_BACK,
  /* Faults of the machine */
  SIM_CRASH_DESK,
  SIM_DISK_FULL,     /* until SIM_DISK_FREE */
  SIM_DISK_FREE,
  SIM_N_KINDS,
} SimKind;

enum {
  SIM_N_PEOPLE = 3 /* who has a desk for himself, and who has two of them */
};

typedef struct {
  SimKind kind;
  guint desk;
  guint32 a;
  guint32 b;
  guint64 salt;
} SimStep;

typedef struct {
  guint64 seed;
  guint n_desks;
  guint people;  /* whose desks these are */
  GArray *steps; /* (element-type SimStep) */
} SimSchedule;

SimSchedule *sim_schedule_new_from_seed (guint64 seed);
SimSchedule *sim_schedule_new_parse     (const char *text, GError **error);
SimSchedule *sim_schedule_copy_without  (const SimSchedule *self, guint first, guint n);
void         sim_schedule_free          (SimSchedule *self);
char        *sim_schedule_to_text       (const SimSchedule *self);
char        *sim_step_to_text           (const SimStep *step);
gboolean     sim_kind_is_fault          (SimKind kind);
void         sim_schedule_count         (const SimSchedule *self, guint *operations, guint *faults);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimSchedule, sim_schedule_free)

G_END_DECLS
