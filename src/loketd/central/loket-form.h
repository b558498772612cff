/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading a file that a person wrote (users, scenario): every error names its place.
 *
 * Pure; any thread. Places are written as `cases[3].acts[1].day`. */
#pragma once

#include "loket-json.h"

G_BEGIN_DECLS

typedef gboolean (*LoketFormElementFunc) (JsonObject *element, guint index, gpointer user_data,
                                          GError **error);

gboolean loket_form_check_members (JsonObject *object, const char *const *known, GError **error);
gboolean loket_form_foreach       (JsonObject *object, const char *member,
                                   LoketFormElementFunc func, gpointer user_data, GError **error);
gboolean loket_form_get_key       (JsonObject *object, const char *member, const char **key,
                                   GError **error);
char   **loket_form_get_words     (JsonObject *object, const char *member,
                                   const char *const *known, GError **error);
gboolean loket_form_refuse        (GError **error, const char *place, const char *format, ...)
                                   G_GNUC_PRINTF (3, 4);

G_END_DECLS
