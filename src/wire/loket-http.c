/* SPDX-License-Identifier: EUPL-1.2 */
/* Dates, waits and entity tags in HTTP headers. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "loket-http.h"

static const char month_names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
static const char *const weekday_names[] = {"", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

static int
find_month (const char *name)
{
  const char *found = strlen (name) == 3 ? strstr (month_names, name) : NULL;

  return found != NULL && (found - month_names) % 3 == 0 ? (int) (found - month_names) / 3 + 1 : 0;
}

/* Of the two years that two digits can mean, the one that is not far ahead (RFC 9110, 5.6.7). */
static int
widen_year (int year)
{
  return year < 70 ? year + 2000 : year + 1900;
}

/**
 * loket_http_date_parse:
 * @text: (nullable): a date of RFC 9110, in the usual form or in one of the two old ones
 * @moment: (out): untouched on failure
 */
gboolean
loket_http_date_parse (const char *text, LoketMoment *moment)
{
  char month_name[4] = "";
  int year, day, hour, minute, second;
  g_autoptr (GDateTime) date_time = NULL;
  const char *comma;

  if (text == NULL)
    return FALSE;
  comma = strchr (text, ',');
  if (comma != NULL && sscanf (comma, ", %2d %3s %4d %2d:%2d:%2d GMT", &day, month_name, &year,
                               &hour, &minute, &second) == 6)
    ;
  else if (comma != NULL && sscanf (comma, ", %2d-%3[A-Za-z]-%2d %2d:%2d:%2d GMT", &day, month_name,
                                    &year, &hour, &minute, &second) == 6)
    year = widen_year (year);
  else if (sscanf (text, "%*3s %3s %2d %2d:%2d:%2d %4d", month_name, &day, &hour, &minute, &second,
                   &year) != 6)
    return FALSE;
  if (find_month (month_name) == 0)
    return FALSE;
  date_time = g_date_time_new_utc (year, find_month (month_name), day, hour, minute, second);
  if (date_time == NULL)
    return FALSE;
  *moment = g_date_time_to_unix (date_time) * LOKET_SECOND_US;
  return TRUE;
}

/**
 * loket_http_date_to_string:
 *
 * Returns: (transfer full): as in `Sun, 06 Nov 1994 08:49:37 GMT`
 */
char *
loket_http_date_to_string (LoketMoment moment)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (moment / LOKET_SECOND_US);
  int year, month, day;

  g_date_time_get_ymd (utc, &year, &month, &day);
  return g_strdup_printf ("%s, %02d %.3s %04d %02d:%02d:%02d GMT",
                          weekday_names[g_date_time_get_day_of_week (utc)], day,
                          month_names + (month - 1) * 3, year, g_date_time_get_hour (utc),
                          g_date_time_get_minute (utc), g_date_time_get_second (utc));
}

/**
 * loket_retry_after_parse:
 * @text: (nullable): value of Retry-After: seconds, or a date
 * @now: the loket's own moment where its Date is known
 * @seconds: (out): from 0 to LOKET_RETRY_AFTER_MAX_S; untouched on failure
 */
gboolean
loket_retry_after_parse (const char *text, LoketMoment now, gint64 *seconds)
{
  LoketMoment until;
  guint64 number;

  if (text == NULL)
    return FALSE;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &number, NULL)) {
    *seconds = (gint64) MIN (number, LOKET_RETRY_AFTER_MAX_S);
    return TRUE;
  }
  if (!loket_http_date_parse (text, &until))
    return FALSE;
  *seconds = CLAMP ((until - now) / LOKET_SECOND_US, 0, LOKET_RETRY_AFTER_MAX_S);
  return TRUE;
}

/**
 * loket_media_type_is:
 * @content_type: (nullable): value of Content-Type, with or without parameters
 * @wanted: a media type in lower case
 */
gboolean
loket_media_type_is (const char *content_type, const char *wanted)
{
  gsize length = strlen (wanted);

  return content_type != NULL && g_ascii_strncasecmp (content_type, wanted, length) == 0 &&
         (content_type[length] == '\0' || strchr ("; \t", content_type[length]) != NULL);
}

/**
 * loket_etag_for_version:
 *
 * Returns: (transfer full): the entity tag of a case in that version
 */
char *
loket_etag_for_version (gint64 version)
{
  return g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", version);
}

/**
 * loket_etag_for_bytes:
 *
 * Returns: (transfer full): an entity tag from the content's SHA-256
 */
char *
loket_etag_for_bytes (GBytes *bytes)
{
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  return g_strdup_printf ("\"%s\"", sum);
}

static const char *
skip_weak (const char *tag)
{
  return g_str_has_prefix (tag, "W/") ? tag + 2 : tag;
}

/**
 * loket_etag_matches:
 * @if_none_match: (nullable): value of If-None-Match: `*`, or entity tags with commas
 * @etag: the tag of what is there
 *
 * Weak comparison, as If-None-Match wants it. None of our tags holds a comma.
 */
gboolean
loket_etag_matches (const char *if_none_match, const char *etag)
{
  g_auto (GStrv) tags = NULL;

  if (if_none_match == NULL)
    return FALSE;
  tags = g_strsplit (if_none_match, ",", -1);
  for (int i = 0; tags[i] != NULL; i++) {
    const char *tag = g_strstrip (tags[i]);

    if (strcmp (tag, "*") == 0 || strcmp (skip_weak (tag), skip_weak (etag)) == 0)
      return TRUE;
  }
  return FALSE;
}
