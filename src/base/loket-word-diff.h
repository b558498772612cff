/* SPDX-License-Identifier: EUPL-1.2 */
/* What became of a text, word by word. Pure; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  LOKET_WORD_SAME,
  LOKET_WORD_REMOVED,
  LOKET_WORD_ADDED,
} LoketWordKind;

typedef struct {
  LoketWordKind kind;
  char *text; /* never empty */
} LoketWordRun;

/* (element-type LoketWordRun): SAME and REMOVED, in order, are @before; SAME and ADDED are @after. No
 * two runs of a kind follow each other, and what was removed comes before what was added. */
GArray *loket_word_diff (const char *before, const char *after);

G_END_DECLS
