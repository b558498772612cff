/* SPDX-License-Identifier: EUPL-1.2 */
/* What is demanded: several at once, each with what becomes of it. Signal ::changed. */
#pragma once

#include <adwaita.h>

#include "loket-profile.h"
#include "loket-speech.h"

G_BEGIN_DECLS

#define LOKET_TYPE_DEMAND_LIST (loket_demand_list_get_type ())
G_DECLARE_FINAL_TYPE (LoketDemandList, loket_demand_list, LOKET, DEMAND_LIST, GtkWidget)

void   loket_demand_list_show      (LoketDemandList *self, LoketSpeech *speech, LoketProfile *profile);
char **loket_demand_list_dup_codes (LoketDemandList *self);
void   loket_demand_list_set_codes (LoketDemandList *self, const char *const *codes);

G_END_DECLS
