/* SPDX-License-Identifier: EUPL-1.2 */
/* Possible duplicates of what is being typed. Signals ::open (case_id) and
 * ::changed (). */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_SIMILAR_LIST (loket_similar_list_get_type ())
G_DECLARE_FINAL_TYPE (LoketSimilarList, loket_similar_list, LOKET, SIMILAR_LIST, GtkWidget)

void  loket_similar_list_look (LoketSimilarList *self, LoketSession *session, JsonObject *facts);
void  loket_similar_list_stop (LoketSimilarList *self);
guint loket_similar_list_get_count (LoketSimilarList *self);

G_END_DECLS
