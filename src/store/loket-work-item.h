/* SPDX-License-Identifier: EUPL-1.2 */
/* What a person did and the loket may not have yet: an act or a new complaint, with its bytes.
 *
 * The bytes are made once and are the same at every try. A plain, counted value; not changed once
 * built, so any thread may read it. */
#pragma once

#include "loket-act.h"
#include "loket-work-values.h"

G_BEGIN_DECLS

/* The longest that something is held back from being sent. */
#define LOKET_WORK_HOLD_MAX_S 120

/* A reason of this desk's own: the contents that an act hands in were damaged here before they were
 * sent. The loket has refused nothing. */
#define LOKET_WORK_CONTENTS_DAMAGED "contentsDamagedHere"

typedef enum {
  LOKET_WORK_ACT,
  LOKET_WORK_CASE, /* a complaint taken in here; comes before the acts of its case */
} LoketWorkKind;

typedef enum {
  LOKET_WORK_WAITING,  /* nothing has left */
  LOKET_WORK_SENDING,  /* it may have reached the loket: ask again with the same bytes */
  LOKET_WORK_REFUSED,  /* the loket does not take it: a person decides */
  LOKET_WORK_CONFLICT, /* the case has changed: a person decides */
  LOKET_WORK_TAKEN,    /* the loket has it; kept until a checkpointed cache.db holds it */
  LOKET_N_WORK_STATES,
} LoketWorkState;

const char    *loket_work_kind_to_string    (LoketWorkKind kind);
const char    *loket_work_state_to_string   (LoketWorkState state);
LoketWorkState loket_work_state_from_string (const char *code);

typedef struct {
  gint64 position;      /* local order; 0 until it is stored, below 0 for what came back from the loket */
  LoketWorkKind kind;
  char *id;             /* of the act, or of the case */
  char *case_id;
  char *reference;      /* of the case, as it was when this was made */
  char *type;           /* act type; "register" for a case */
  GBytes *body;         /* what is PUT */
  LoketWorkState state;
  char *reason;         /* (nullable): the loket's word where it was refused, or one of this desk */
  GBytes *answer;       /* (nullable): the loket's answer where it was refused or conflicts */
  LoketMoment made_at;
  char *trouble;        /* (nullable): why its contents did not reach the loket at the last try: code
                         * of the family `error` */
  guint tries;          /* how often it was sent */
  LoketMoment hold_until; /* not sent before, nor what is behind it in its case; LOKET_NO_MOMENT: at once */

  /*< private >*/
  gatomicrefcount ref_count;
} LoketWorkItem;

LoketWorkItem *loket_work_item_new_act  (const char *case_id, const char *reference,
                                         const LoketAct *act, GBytes *body, LoketMoment made_at);
LoketWorkItem *loket_work_item_new_case (const char *case_id, const char *reference, GBytes *body,
                                         LoketMoment made_at);
LoketWorkItem *loket_work_item_new_recorded (const LoketAuditEntry *entry);
LoketWorkItem *loket_work_item_ref      (LoketWorkItem *self);
void           loket_work_item_unref    (LoketWorkItem *self);
LoketAct      *loket_work_item_to_act   (const LoketWorkItem *self, GError **error);
gboolean       loket_work_item_is_held  (const LoketWorkItem *self, LoketMoment now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketWorkItem, loket_work_item_unref)

G_END_DECLS
