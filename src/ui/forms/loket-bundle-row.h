/* SPDX-License-Identifier: EUPL-1.2 */
/* A row that offers the same act in the other open cases of the bundle, each with what its rules
 * say. Signal ::changed (): other cases are chosen now. */
#pragma once

#include <adwaita.h>

#include "loket-bundle.h"
#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_BUNDLE_ROW (loket_bundle_row_get_type ())
G_DECLARE_FINAL_TYPE (LoketBundleRow, loket_bundle_row, LOKET, BUNDLE_ROW, AdwExpanderRow)

GtkWidget *loket_bundle_row_new          (LoketSession *session, LoketDossier *lead, LoketActType type);
void       loket_bundle_row_judge        (LoketBundleRow *self, LoketDay day, JsonObject *payload);
guint      loket_bundle_row_count_chosen (LoketBundleRow *self);
GPtrArray *loket_bundle_row_dup_chosen   (LoketBundleRow *self);

G_END_DECLS
