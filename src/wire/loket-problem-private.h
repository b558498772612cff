/* SPDX-License-Identifier: EUPL-1.2 */
/* What the writer and the reader of problems share. */
#pragma once

#include "loket-problem.h"

G_BEGIN_DECLS

#define LOKET_ISSUE_PREFIX "urn:problem-type:belgif:input-validation:"

typedef struct {
  guint status;
  const char *code;
  const char *type;
  const char *title;
} LoketProblemInfo;

const LoketProblemInfo *_loket_problem_get_info  (LoketProblemKind kind);
LoketProblemKind        _loket_problem_find_kind (const char *type);
LoketProblem           *_loket_problem_alloc     (LoketProblemKind kind);

G_END_DECLS
