/* SPDX-License-Identifier: EUPL-1.2 */
/* What lists and views need of a case: dates and codes, and the few words of a row.
 *
 * Nothing in it depends on today: whether a clock is overdue is decided by comparing its dates
 * with the day of asking. One exception is told: `rests_on_today` (a pending act is dated by our clock,
 * which may be put right, and through the loket counts on the day on which it is looked at; an act of
 * a later day has no effect yet), and the desk projects such cases anew at the border of a day. Owned
 * by one; read-only once built, so any thread may read it. */
#pragma once

#include "loket-rules.h"
#include "loket-standing.h"

G_BEGIN_DECLS

typedef struct {
  const char *clock;   /* interned code */
  LoketClockKind kind;
  LoketDay last_day;
  LoketDay due;
  LoketDay work_by;
  LoketMoment due_at;  /* LOKET_NO_MOMENT: a term in days */
} LoketOpenClock;

typedef struct {
  char *case_id;
  char *reference;
  char *aliases;            /* joined by blanks */
  char *subject;
  char *person;             /* who complains; empty when anonymous */
  LoketStep step;
  LoketFlags flags;         /* acknowledged, takenUp, suspended; nextLineOpen when it stays so */
  LoketDay next_line_after; /* once this day has passed the next line is open; LOKET_NO_DAY: not so */
  gboolean inquiry_open;    /* an ombudsman asks and has not been replied to */
  LoketOutcome outcome;
  LoketWaitingFor waiting_for;
  LoketUrgency urgency;
  LoketDay follow_up_on;
  char *assignee;           /* (nullable) */
  char *lead;               /* (nullable): number of the case that leads the bundle it belongs to */
  GArray *open_clocks;      /* (element-type LoketOpenClock): running or overdue, profile's order; also
                               ended past its term by an act that is not sent yet */
  int leading;              /* index into open_clocks of the one a row shows; -1: none */
  gboolean rests_on_today;
  gboolean differs;         /* the loket's dates differ from replay of its copy; set by the desk */
  gboolean rules_unknown;   /* replay had no rules for it: the dates are the loket's; not stored */
  guint64 basis;            /* of the stored case it was replayed from: written only as long as that
                               is what the store holds; 0: written in any case; not stored */
  char *pending_text;       /* (nullable): words of pending acts, to be found by search */
} LoketProjection;

LoketProjection *loket_projection_new_from_standing (LoketStanding *standing, LoketRules *rules,
                                                     GPtrArray *pending);
LoketProjection *loket_projection_new_from_case     (LoketCase *copy);
void             loket_projection_free              (LoketProjection *self);
gboolean         loket_projection_same_dates        (const LoketProjection *a,
                                                     const LoketProjection *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketProjection, loket_projection_free)

G_END_DECLS
