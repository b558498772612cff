/* SPDX-License-Identifier: EUPL-1.2 */
/* How a case stands: what replay() says of it. Data only; src/words speaks it.
 *
 * A plain, counted value; once built it is not changed, so any thread may read it. Codes
 * (`reason`, `kind` of an explanation line, `code` of a check) are keys of data/texts. */
#pragma once

#include "loket-case.h"

G_BEGIN_DECLS

/* What the rules say to an act of a type on a date (design: the three answers). */
typedef enum {
  LOKET_ANSWER_ALLOWED,
  LOKET_ANSWER_RECORD_ONLY, /* kept and shown, without effect */
  LOKET_ANSWER_NOT_ALLOWED,
} LoketAnswer;

typedef struct {
  LoketAnswer answer;
  const char *reason; /* (nullable): interned code, e.g. "extensionAfterTerm"; NULL when allowed */
} LoketPermission;

/* What became of one act. */
typedef struct {
  LoketAct *act;               /* (owned) */
  LoketPermission permission;  /* ALLOWED: it has its effect */
  LoketDay counting_day;       /* teldatum: the day on which it counts; LOKET_NO_DAY: its letter
                                * came back */
  LoketDay own_day;            /* what the counting day would be if no letter had been spoken of */
  LoketAct *letter;            /* (owned) (nullable): the dispatch or returnedMail that decides it */
  gboolean counts_when_taken;  /* pending through the loket: the counting day is only known then */
  gboolean leaves_open;        /* another demand than the one it speaks of is still open after it */
  LoketVia via;                /* how the citizen was told; NONE for an act that tells nothing */
  gboolean closes;             /* the case was closed by it */
  gboolean came_back;          /* a transfer that was returned: it ends no term */
  LoketAct *annulled_by;       /* (owned) (nullable) */
} LoketActEffect;

/* One line of a proof. `kind` is one of: anchor, hourUnknown, period, extension, suspension,
 * counted, weekendsMet, holidayMet, lastDay, holiday, weekend, rollOver, noRollOver, workBy,
 * unconfirmed, satisfied, skipped, closed, countsWhenTaken; `copied`, after `anchor` where an act
 * named the day, in the place of those before lastDay; or the single line notStarted; noTerm, and what ended it. */
typedef struct {
  const char *kind;      /* interned */
  LoketDay day;          /* LOKET_NO_DAY where the line has none */
  int days;              /* what it counts; 0 where it counts nothing */
  const char *unit;      /* (nullable): interned unit of `days` */
  const char *subject;   /* (nullable): interned code it speaks of: act type, anchor, calendar */
  char *act_id;          /* (nullable): the act it rests on */
  char *source;          /* (nullable): where the rule stands, as the profile cites it */
  JsonObject *names;     /* (nullable) (owned): `{nl,fr,de,en}`, e.g. of a holiday */
  gboolean confirmed;    /* FALSE: nobody has confirmed this rule */
  gboolean promised;     /* of anchor and copied: an act of ours named the day */
} LoketExplanationLine;

typedef struct {
  LoketClockId id;
  char *id_code;
  LoketClockKind kind;
  gboolean confirmed;        /* basis: anchor, amount and unit are confirmed */
  LoketClockState state;
  LoketDay from;             /* the anchor's day, itself not counted; LOKET_NO_DAY: not started */
  LoketDay last_day;         /* laatste dag: bare last day; LOKET_NO_DAY: suspended, none */
  LoketDay due;              /* legal limit; same as last_day unless a confirmed rule rolls it */
  LoketMoment due_at;        /* for a clock that counts hours; LOKET_NO_MOMENT: the end of `due` */
  LoketDay rolled_due;       /* what `due` would be if an unconfirmed roll-over held; LOKET_NO_DAY:
                              * there is no second reading. Decides nothing */
  gboolean citizens;         /* a term of the citizen: it never makes the case late */
  LoketDay work_by;          /* werk af uiterlijk op: last office day on or before last_day */
  LoketDay ended_on;         /* counting day of what met, skipped or closed it */
  gboolean counts_when_taken; /* ended by a pending act through the loket */
  int days_left;             /* calendar days from today to due; negative: days over */
  int working_days_left;     /* office days after today, up to and with work_by */
  GPtrArray *explanation;    /* (element-type LoketExplanationLine) */
} LoketClockReading;

typedef struct {
  const char *code; /* interned: acknowledged admissible takenUp bothSidesHeard factsEstablished
                     * everyGrievanceAssessed answered legalTold */
  gboolean done;
  int count;        /* of `of`; both 0 where the check does not count */
  int of;
  gboolean must;    /* FALSE: good practice */
  char *source;     /* (nullable) */
} LoketCheck;

/* One of several demands, which may end apart. */
typedef struct {
  char *code;
  gboolean ended;
  LoketDay ended_on;           /* LOKET_NO_DAY: not ended, or by a letter that came back */
} LoketDemandState;

typedef struct {
  LoketStep step;
  LoketFlags flags;
  LoketOutcome outcome;
  LoketWaitingFor waiting_for;
  LoketUrgency urgency;
  LoketDay follow_up_on;       /* LOKET_NO_DAY: none set */
  char *assignee;              /* (nullable): id of a person */
  char **restricted_to;        /* (nullable): ids of the persons who alone may see the case */
  LoketDay conduct_review_on;  /* LOKET_NO_DAY: no conduct recorded, or it has been lifted */
  gboolean rules_known;        /* FALSE: the profile is not known here; clocks are the loket's */
  LoketCase *current;          /* (owned): the case as its corrections left it */
  const char *next;            /* interned code of what is due next: acknowledge decideTakeUp
                                * hearService awaitApproval awaitReply establishFacts assess
                                * mediate answer followUp sendAgain nothing */
  LoketPermission permissions[LOKET_N_ACT_TYPES]; /* for each type, today, by this viewer */
  GPtrArray *clocks;           /* (element-type LoketClockReading): in the profile's order */
  GPtrArray *effects;          /* (element-type LoketActEffect): one an act, in replay order */
  GPtrArray *checklist;        /* (element-type LoketCheck) */
  GPtrArray *demands;          /* (element-type LoketDemandState): in the order of the demands; empty
                                * where the rules are not known */

  /*< private >*/
  gatomicrefcount ref_count;
} LoketStanding;

LoketStanding *loket_standing_ref   (LoketStanding *self);
void           loket_standing_unref (LoketStanding *self);

LoketClockReading *loket_standing_get_clock  (LoketStanding *self, LoketClockId id);
LoketClockReading *loket_standing_get_leading_clock (LoketStanding *self);
LoketActEffect    *loket_standing_get_effect (LoketStanding *self, const char *act_id);
const char        *loket_standing_get_mark   (LoketStanding *self, const char *grievance_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketStanding, loket_standing_unref)

G_END_DECLS
