/* SPDX-License-Identifier: EUPL-1.2 */
/* Why syncing stopped until somebody looks: what came would take away what is here.
 *
 * A plain value. Kept in work.db; loket_brake_kind_to_string() is also the key of its sentence in
 * the family `error` of data/texts. */
#pragma once

#include "loket-moment.h"

G_BEGIN_DECLS

/**
 * LoketBrakeKind:
 * @LOKET_BRAKE_OTHER_REALM: another loket answers than the one of the first sync
 * @LOKET_BRAKE_OTHER_ACCOUNT: the token is another person's
 * @LOKET_BRAKE_EMPTY_LOKET: everything was to come again, and nothing came
 * @LOKET_BRAKE_MASS_WITHDRAWAL: more than a tenth of the cases would go at once, and more than three
 * @LOKET_BRAKE_CURSOR_BACK: the loket's history is shorter than what it gave before
 */
typedef enum {
  LOKET_BRAKE_OTHER_REALM,
  LOKET_BRAKE_OTHER_ACCOUNT,
  LOKET_BRAKE_EMPTY_LOKET,
  LOKET_BRAKE_MASS_WITHDRAWAL,
  LOKET_BRAKE_CURSOR_BACK,
  LOKET_N_BRAKES,
} LoketBrakeKind;

/* So many of the cases that would go are named. */
#define LOKET_BRAKE_CASES_MAX 8

typedef enum {
  LOKET_BRAKE_GO_ON,       /* admit it, once; not for another realm or account */
  LOKET_BRAKE_CHECK_AGAIN, /* ask the loket once more, and lift it where all is well */
} LoketBrakeAnswer;

typedef struct {
  LoketBrakeKind kind;
  LoketMoment at;
  gint64 known;    /* cases here when it came */
  gint64 affected; /* cases that would have been taken away or put back */
  char *detail;    /* (nullable): what was seen, for whoever looks after the loket */
  char *other;     /* (nullable): id of the person who answers instead of the one of this desk */
  char **case_ids; /* (nullable): of the cases that would have been taken away now, the first of them */
} LoketBrake;

const char *loket_brake_kind_to_string   (LoketBrakeKind kind);
gboolean    loket_brake_kind_from_string (const char *code, LoketBrakeKind *kind);
gboolean    loket_brake_kind_may_go_on   (LoketBrakeKind kind);

LoketBrake *loket_brake_new       (LoketBrakeKind kind, LoketMoment at, const char *detail);
LoketBrake *loket_brake_copy      (const LoketBrake *self);
void        loket_brake_free      (LoketBrake *self);
gboolean    loket_brake_is_same   (const LoketBrake *self, const LoketBrake *other);
char       *loket_brake_to_text   (const LoketBrake *self);
LoketBrake *loket_brake_from_text (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketBrake, loket_brake_free)

G_END_DECLS
