/* SPDX-License-Identifier: EUPL-1.2 */
/* "What is the problem?": buttons that lead to what is demanded and to a service, where the
 * procedure has such a tree. Signal ::chosen (demand codes, service or NULL). */
#pragma once

#include <adwaita.h>

#include "loket-rules.h"
#include "loket-speech.h"

G_BEGIN_DECLS

#define LOKET_TYPE_ROUTING_GUIDE (loket_routing_guide_get_type ())
G_DECLARE_FINAL_TYPE (LoketRoutingGuide, loket_routing_guide, LOKET, ROUTING_GUIDE, GtkWidget)

void  loket_routing_guide_show   (LoketRoutingGuide *self, LoketSpeech *speech, LoketRules *rules,
                                  LoketProfile *profile);
guint loket_routing_guide_count  (LoketRoutingGuide *self);
void  loket_routing_guide_choose (LoketRoutingGuide *self, guint option);

G_END_DECLS
