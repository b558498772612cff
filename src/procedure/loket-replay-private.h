/* SPDX-License-Identifier: EUPL-1.2 */
/* The walk through the acts of a case, as the parts of replay share it.
 *
 * Private to this folder; lives on the stack of loket_replay(). */
#pragma once

#include "loket-profile-private.h"
#include "loket-replay.h"
#include "loket-standing-private.h"

G_BEGIN_DECLS

/* One question: may an act of this type be done? */
typedef struct {
  LoketActType type;
  JsonObject *payload;   /* (nullable): NULL: whatever a form would fill in */
  LoketDay occurred_on;
  LoketDay counting_day;
} LoketQuestion;

typedef struct {
  LoketRules *rules;
  LoketProfile *profile;   /* (nullable): not known here */
  LoketAgency *agency;     /* (nullable) */
  LoketMoment now;
  LoketDay today;
  GHashTable *annulments;  /* act id -> LoketAct that annuls it; grows from walk to walk */
  GHashTable *granted;     /* ids of acts that said where a letter went; grows from walk to walk */
  GHashTable *letters;     /* act id -> LoketAct that decides on which day it counts */

  /* What the acts so far have made of the case. */
  LoketCase *current;      /* (owned) */
  GPtrArray *effects;      /* (element-type LoketActEffect) (owned) */
  LoketStep step;
  LoketOutcome outcome;
  LoketUrgency urgency;
  LoketDay follow_up_on;
  const char *assigned_to; /* (nullable): by the last `assign` */
  JsonArray *demanded;     /* (nullable): codes, by the last `requalify` */
  GArray *demand_ends;     /* (owned): those of them that have ended */
  JsonArray *restricted_to; /* (nullable): ids of persons, by the last `restrict` */
  gboolean conduct_open;   /* a record of unreasonable conduct that has not been lifted */
  LoketDay conduct_review_on;
  GPtrArray *documents;    /* (nullable) (owned) (element-type JsonObject): those that are shown; NULL:
                            * those of the facts */
  guint done[LOKET_N_ACT_TYPES];
  guint done_since_open[LOKET_N_ACT_TYPES];
  guint asked[LOKET_WAITING_FOR_APPROVER]; /* place of the last open request to each; 0: none */
  gboolean with_approver;
  gboolean declined_not_handled;
  gboolean declined_inadmissible; /* since the case was last reopened */
  gboolean service_heard;
} LoketWalk;

/* The end of a span that lasts until somebody resumes. */
#define LOKET_SPAN_OPEN G_MAXINT32

/* A span of days that do not count. */
typedef struct {
  LoketDay from;
  LoketDay until;
  LoketAct *act; /* (nullable): the receipt */
} LoketSpan;

/* The dates of one clock. */
typedef struct {
  LoketDay from;         /* LOKET_NO_DAY: not started */
  LoketActEffect *anchor; /* (nullable) */
  int anchor_place;      /* place of the first anchor act; -1: before all acts */
  guint extended;
  LoketDay copied_day;   /* the last day that was copied; LOKET_NO_DAY: none, or it is counted */
  LoketDay stay_limit;   /* where it is stayed: the last day on which it can be */
  LoketDay last_day;     /* LOKET_NO_DAY: none */
  LoketDay due;          /* LOKET_NO_DAY: none */
  LoketMoment due_at;    /* LOKET_NO_MOMENT unless hours are counted */
  gboolean hour_unknown; /* hours are counted from the beginning of the anchor's day */
  gboolean suspended;
  int remaining;         /* while suspended */
  GArray *spans;         /* (nullable) (owned): of LoketSpan: united, those that moved it */
} LoketTerm;

void     _loket_term_find  (const LoketWalk *walk, const LoketClockRule *clock, LoketTerm *term);
void     _loket_term_clear (LoketTerm *term);
void     _loket_stay_apply (const LoketWalk *walk, const LoketClockRule *clock, LoketTerm *term);
gboolean _loket_term_has_begun  (const LoketTerm *term, const LoketClockRule *clock);
gboolean _loket_term_is_in_time (const LoketTerm *term, LoketDay day);
gboolean _loket_term_holds_act  (const LoketWalk *walk, const LoketTerm *term, const LoketActEffect *effect);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LoketTerm, _loket_term_clear)

GArray  *_loket_demand_ends_new     (void);
gboolean _loket_demand_ends_one     (LoketWalk            *walk,
                                     const LoketActEffect *effect,
                                     const LoketActRow    *row);
void     _loket_demand_ends_apply   (LoketWalk            *walk,
                                     LoketActEffect       *effect,
                                     const LoketActRow    *row,
                                     gboolean              goes_on);
void     _loket_demand_ends_prune   (LoketWalk *walk);
gboolean _loket_demand_ends_let_row (const LoketWalk   *walk,
                                     const LoketActRow *row,
                                     JsonObject        *payload);
gboolean _loket_demand_ends_let_act (const LoketActEffect *effect, char **demands);
gboolean _loket_demand_ends_is_open (const LoketWalk *walk, JsonObject *payload);
void     _loket_demand_ends_read    (const LoketWalk *walk, GPtrArray *demands);

void        _loket_letters_begin   (LoketWalk *walk, GPtrArray *acts);
void        _loket_letters_set_day (const LoketWalk *walk, LoketActEffect *effect);
const char *_loket_letters_judge   (const LoketWalk *walk, const LoketQuestion *question);
gboolean    _loket_letters_grant   (LoketWalk *walk, const LoketActEffect *effect);
gboolean    _loket_letters_have_come_back (const LoketWalk *walk);

LoketPermission _loket_judge (const LoketWalk *walk, const LoketQuestion *question);
LoketPermission _loket_judge_row_less (const LoketWalk *walk, const LoketQuestion *question);
gboolean        _loket_guard_holds (const LoketWalk     *walk,
                                    const LoketGuard    *guard,
                                    const LoketQuestion *question);
const LoketActRow *_loket_find_row (const LoketWalk *walk, const LoketQuestion *question, const char **reason);

gboolean        _loket_payload_says      (JsonObject *payload, const char *member);
gboolean        _loket_payload_fits      (JsonObject *payload, const char *member, char **codes);
LoketWaitingFor _loket_payload_get_asked (JsonObject *payload);
char           *_loket_payload_dup_stripped (JsonObject *payload, const char *member);

LoketPermission _loket_documents_judge (const LoketWalk *walk, const LoketQuestion *question);
void            _loket_documents_apply (LoketWalk *walk, const LoketAct *act);
void            _loket_documents_put   (LoketWalk *walk);

LoketMoment _loket_effect_get_moment (const LoketWalk *walk, const LoketActEffect *effect);
LoketMoment _loket_hours_add         (LoketCalendar *calendar, GArray *openings, LoketMoment from, int hours);

const LoketClockRule *_loket_clocks_find (const LoketWalk *walk, GArray *clocks, const char *id);
gboolean _loket_demands_meet (const LoketWalk *walk, char **demands);
GPtrArray *_loket_demands_list (const LoketWalk *walk);
JsonArray *_loket_demands_requalified (JsonObject *payload);
gboolean _loket_demands_are_known (const LoketWalk *walk, JsonObject *payload);
gboolean _loket_walk_has_row (const LoketWalk *walk, LoketActType act);

void            _loket_walk_init  (LoketWalk *walk);
void            _loket_walk_case  (LoketWalk         *walk,
                                   LoketRules        *rules,
                                   LoketCase         *the_case,
                                   GPtrArray         *pending,
                                   const LoketViewer *viewer,
                                   LoketMoment        now);
void            _loket_walk_clear (LoketWalk *walk);
gboolean        _loket_walk_is_acknowledged (const LoketWalk *walk);
guint           _loket_walk_count_extensions (const LoketWalk *walk);
LoketPermission _loket_walk_judge (const LoketWalk     *walk,
                                   const LoketQuestion *question,
                                   const LoketViewer   *viewer);
LoketPermission _loket_walk_judge_next (const LoketWalk   *walk,
                                        LoketAct          *act,
                                        const LoketViewer *viewer);

void            _loket_walk_apply  (LoketWalk *walk, LoketActEffect *effect, const LoketActRow *row);
LoketWaitingFor _loket_walk_get_waiting_for (const LoketWalk *walk);
LoketActEffect *_loket_walk_find_effect (const LoketWalk *walk, const char *act_id);

LoketClockReading *_loket_clock_read (const LoketWalk *walk, const LoketClockRule *clock);
void               _loket_clock_explain (const LoketWalk      *walk,
                                         const LoketClockRule *clock,
                                         const LoketTerm      *term,
                                         const char           *end_kind,
                                         LoketAct             *end,
                                         LoketClockReading    *reading);
void               _loket_clock_explain_count (const LoketWalk      *walk,
                                               const LoketClockRule *clock,
                                               LoketClockReading    *reading);
LoketExplanationLine *_loket_proof_add_line (LoketClockReading *reading, const char *kind, LoketDay day);
void               _loket_clocks_of_loket (LoketCase *the_case, GPtrArray *clocks);

void        _loket_checklist_build (const LoketWalk *walk, LoketStanding *standing);
const char *_loket_next_find      (const LoketWalk *walk, LoketStanding *standing);

/* A letter that came back has no day on which it counts: it starts and ends nothing. */
static inline gboolean
_loket_effect_moves_clocks (const LoketActEffect *effect)
{
  return effect->permission.answer == LOKET_ANSWER_ALLOWED && effect->counting_day != LOKET_NO_DAY;
}

static inline gboolean
_loket_effect_counts (const LoketActEffect *effect)
{
  return effect->permission.answer == LOKET_ANSWER_ALLOWED;
}

G_END_DECLS
