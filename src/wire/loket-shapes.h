/* SPDX-License-Identifier: EUPL-1.2 */
/* The shapes of members that the contract describes: a desk refuses a wrong one while the person still
 * sits before it, a loket before any rule is asked. */
#pragma once

#include "loket-problem.h"

G_BEGIN_DECLS

typedef enum {
  LOKET_SHAPE_TEXT,     /* not empty */
  LOKET_SHAPE_STRING,   /* may be empty */
  LOKET_SHAPE_CODE,
  LOKET_SHAPE_CODES,
  LOKET_SHAPE_ID,       /* 1 to 64 characters */
  LOKET_SHAPE_UUID,
  LOKET_SHAPE_LANGUAGE,
  LOKET_SHAPE_VIA,
  LOKET_SHAPE_WHO,      /* citizen, service, third */
  LOKET_SHAPE_BOOLEAN,
  LOKET_SHAPE_COUNT,    /* 0 or above */
  LOKET_SHAPE_DAY,
  LOKET_SHAPE_MOMENT,
  LOKET_SHAPE_OBJECT,
  LOKET_SHAPE_OBJECTS,
  LOKET_SHAPE_NATIONAL_NUMBER,
  LOKET_SHAPE_SHA256,   /* 64 digits of base 16, in small letters */
  LOKET_SHAPE_ANYTHING,
} LoketShape;

typedef struct {
  const char *member;
  LoketShape shape;
  gboolean required;
} LoketShapeRow;

void     loket_shape_check     (JsonObject *object, const char *place, const LoketShapeRow *row,
                                LoketProblem *problem);
void     loket_shape_check_all (JsonObject *object, const char *place, const LoketShapeRow *rows,
                                gsize n_rows, LoketProblem *problem);
gboolean loket_shape_is_uuid   (const char *text);
gboolean loket_shape_is_sha256 (const char *text);
gboolean loket_shape_is_deep   (JsonObject *object);

G_END_DECLS
