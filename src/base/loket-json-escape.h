/* SPDX-License-Identifier: EUPL-1.2 */
/* The escapes in the texts of JSON: which bytes stand for one character. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gsize loket_json_escape_measure   (const char *at, gsize length, gboolean *half);
char *loket_json_escape_mend_text (const char *text, gsize length);

G_END_DECLS
