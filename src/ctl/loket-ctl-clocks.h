/* SPDX-License-Identifier: EUPL-1.2 */
/* Clocks on standard output: for `deadlines` and `show`. */
#pragma once

#include "loket-ctl.h"

G_BEGIN_DECLS

void loket_ctl_clocks_print      (LoketCtl *self, GPtrArray *clocks, LoketMoment now, gboolean explain);
void loket_ctl_clocks_print_json (LoketCtl *self, GPtrArray *clocks);
JsonNode *loket_ctl_clocks_to_json (LoketCtl *self, GPtrArray *clocks);

G_END_DECLS
