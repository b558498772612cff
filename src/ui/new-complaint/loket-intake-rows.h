/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of the intake form that stand for members of a JSON object: one table a group. */
#pragma once

#include <adwaita.h>

#include "loket-json.h"
#include "loket-speech.h"

G_BEGIN_DECLS

typedef enum {
  LOKET_INTAKE_ROW_LINE,
  LOKET_INTAKE_ROW_DAY,
  LOKET_INTAKE_ROW_SWITCH,
} LoketIntakeRowKind;

typedef struct {
  const char *member;
  LoketIntakeRowKind kind;
  const char *label; /* translatable */
} LoketIntakeRow;

typedef struct {
  const LoketIntakeRow *spec; /* ends with a member NULL */
  GPtrArray *rows;            /* (element-type GtkWidget): one each, not owned */
} LoketIntakeRows;

void        loket_intake_rows_init   (LoketIntakeRows *self, const LoketIntakeRow *spec,
                                      LoketSpeech *speech, GCallback changed, gpointer user_data);
void        loket_intake_rows_clear  (LoketIntakeRows *self);
GtkWidget  *loket_intake_rows_get    (LoketIntakeRows *self, const char *member);
void        loket_intake_rows_gather (LoketIntakeRows *self, JsonObject *object);
void        loket_intake_rows_spread (LoketIntakeRows *self, JsonObject *object);

G_END_DECLS
