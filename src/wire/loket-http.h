/* SPDX-License-Identifier: EUPL-1.2 */
/* The small grammars of HTTP headers: dates, Retry-After, entity tags.
 *
 * Pure functions on text; any thread. */
#pragma once

#include <glib.h>

#include "loket-moment.h"

G_BEGIN_DECLS

#define LOKET_HTTP_JSON    "application/json"
#define LOKET_HTTP_PROBLEM "application/problem+json"

/* Longer waits are cut to this: a loket that says "next year" must not silence a desk for a year. */
#define LOKET_RETRY_AFTER_MAX_S (24 * 60 * 60)

gboolean loket_http_date_parse     (const char *text, LoketMoment *moment);
char    *loket_http_date_to_string (LoketMoment moment);
gboolean loket_retry_after_parse   (const char *text, LoketMoment now, gint64 *seconds);
gboolean loket_media_type_is       (const char *content_type, const char *wanted);

char    *loket_etag_for_version    (gint64 version);
char    *loket_etag_for_bytes      (GBytes *bytes);
gboolean loket_etag_matches        (const char *if_none_match, const char *etag);

G_END_DECLS
