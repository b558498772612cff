/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents that did not reach the loket though it was tried, and what is told of them: nothing as
 * long as the next try may mend it. Main thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint n;       /* uploads that failed in this round */
  GError *error; /* (owned) (nullable): the last of their failures */
} LoketUnsent;

void        loket_unsent_clear    (LoketUnsent *self);
gboolean    loket_unsent_take     (LoketUnsent *self, const GError *error);
const char *loket_unsent_get_code (const LoketUnsent *self, gboolean tried_anew);

G_END_DECLS
