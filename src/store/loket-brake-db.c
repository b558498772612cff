/* SPDX-License-Identifier: EUPL-1.2 */
/* Texts in `meta`: the brake as JSON, what was admitted as a list of kinds, and how many removals.
 */
#include "config.h"

#include "loket-brake-db.h"
#include "loket-cache-db.h"

#define KEY_BRAKE "brake"
#define KEY_ADMITTED "admitted"
#define KEY_REMOVALS "admittedRemovals"

/**
 * loket_brake_db_read:
 * @brake: (out) (nullable) (transfer full): NULL: nothing stops
 */
gboolean
loket_brake_db_read (LoketSqlite *work, LoketBrake **brake, GError **error)
{
  g_autofree char *text = NULL;

  *brake = NULL;
  if (!loket_cache_db_get_meta (work, KEY_BRAKE, &text, error))
    return FALSE;
  if (text != NULL)
    *brake = loket_brake_from_text (text);
  return TRUE;
}

/**
 * loket_brake_db_set:
 *
 * Stops: to be called before anything of what is refused is written.
 *
 * Returns: FALSE always, with LOKET_STORE_ERROR_BRAKE, whose message is the kind, or a disk error
 */
gboolean
loket_brake_db_set (LoketSqlite *work, const LoketBrake *brake, GError **error)
{
  g_autofree char *text = loket_brake_to_text (brake);

  if (loket_cache_db_set_meta (work, KEY_BRAKE, text, error))
    g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_BRAKE,
                         loket_brake_kind_to_string (brake->kind));
  return FALSE;
}

static gboolean
read_admitted (LoketSqlite *work, char ***admitted, GError **error)
{
  g_autofree char *text = NULL;

  if (!loket_cache_db_get_meta (work, KEY_ADMITTED, &text, error))
    return FALSE;
  *admitted = g_strsplit (text != NULL ? text : "", " ", -1);
  return TRUE;
}

static gboolean
admit (LoketSqlite *work, LoketBrakeKind kind, GError **error)
{
  const char *code = loket_brake_kind_to_string (kind);
  g_auto (GStrv) admitted = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (!read_admitted (work, &admitted, error))
    return FALSE;
  if (g_strv_contains ((const char *const *) admitted, code))
    return TRUE;
  before = g_strjoinv (" ", admitted);
  after = before[0] != '\0' ? g_strconcat (before, " ", code, NULL) : g_strdup (code);
  return loket_cache_db_set_meta (work, KEY_ADMITTED, after, error);
}

/* What was shown, and no more. */
static gboolean
admit_removals (LoketSqlite *work, const LoketBrake *brake, GError **error)
{
  g_autofree char *text = NULL;

  if (brake->kind != LOKET_BRAKE_MASS_WITHDRAWAL)
    return TRUE;
  text = g_strdup_printf ("%" G_GINT64_FORMAT, brake->affected);
  return loket_cache_db_set_meta (work, KEY_REMOVALS, text, error);
}

static gboolean
write_lift (LoketSqlite *work, gpointer data, GError **error)
{
  gboolean admits = GPOINTER_TO_INT (data);
  g_autoptr (LoketBrake) brake = NULL;

  if (!loket_brake_db_read (work, &brake, error))
    return FALSE;
  if (brake != NULL && admits &&
      (!admit (work, brake->kind, error) || !admit_removals (work, brake, error)))
    return FALSE;
  return loket_cache_db_set_meta (work, KEY_BRAKE, NULL, error);
}

/**
 * loket_brake_db_lift:
 * @admit: what it refused may come in, once
 */
gboolean
loket_brake_db_lift (LoketSqlite *work, gboolean admit, GError **error)
{
  return loket_sqlite_transaction (work, write_lift, GINT_TO_POINTER (admit), error);
}

/**
 * loket_brake_db_admits:
 * @admits: (out)
 */
gboolean
loket_brake_db_admits (LoketSqlite *work, LoketBrakeKind kind, gboolean *admits, GError **error)
{
  g_auto (GStrv) admitted = NULL;

  *admits = FALSE;
  if (!read_admitted (work, &admitted, error))
    return FALSE;
  *admits = g_strv_contains ((const char *const *) admitted, loket_brake_kind_to_string (kind));
  return TRUE;
}

/**
 * loket_brake_db_admits_removals:
 * @removed: cases that would be gone since the last end of the feed
 * @admits: (out): whether a person was shown as many, and let them go
 */
gboolean
loket_brake_db_admits_removals (LoketSqlite *work, gint64 removed, gboolean *admits, GError **error)
{
  g_autofree char *text = NULL;

  if (!loket_brake_db_admits (work, LOKET_BRAKE_MASS_WITHDRAWAL, admits, error) ||
      !loket_cache_db_get_meta (work, KEY_REMOVALS, &text, error))
    return FALSE;
  *admits = *admits && text != NULL && removed <= g_ascii_strtoll (text, NULL, 10);
  return TRUE;
}

/**
 * loket_brake_db_end_admission:
 *
 * What was admitted has come in: from now on it is refused again.
 */
gboolean
loket_brake_db_end_admission (LoketSqlite *work, LoketBrakeKind kind, GError **error)
{
  const char *code = loket_brake_kind_to_string (kind);
  g_auto (GStrv) admitted = NULL;
  g_autoptr (GStrvBuilder) left = g_strv_builder_new ();
  g_auto (GStrv) others = NULL;
  g_autofree char *text = NULL;

  if (!read_admitted (work, &admitted, error))
    return FALSE;
  if (!g_strv_contains ((const char *const *) admitted, code))
    return TRUE;
  for (int i = 0; admitted[i] != NULL; i++) {
    if (!g_str_equal (admitted[i], code))
      g_strv_builder_add (left, admitted[i]);
  }
  others = g_strv_builder_end (left);
  text = g_strjoinv (" ", others);
  return loket_cache_db_set_meta (work, KEY_ADMITTED, text[0] != '\0' ? text : NULL, error);
}
