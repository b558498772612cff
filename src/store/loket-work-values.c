/* SPDX-License-Identifier: EUPL-1.2 */
/* What work.db keeps beside unsent work. */
#include "config.h"

#include "loket-work-values.h"

/**
 * loket_draft_is_of_complaint:
 *
 * Returns: whether a complaint is typed in it that is not there yet; else it is an act of a case
 */
gboolean
loket_draft_is_of_complaint (const LoketDraft *self)
{
  return g_str_has_prefix (self->key, "case:");
}
