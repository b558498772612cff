/* SPDX-License-Identifier: EUPL-1.2 */
/* Building and taking apart the paths of the contract. */
#include "config.h"

#include <string.h>

#include "loket-paths.h"

/* One row a path: `*` stands for an id. */
static const struct {
  LoketPathKind kind;
  const char *pattern;
} patterns[] = {
    {LOKET_PATH_HEALTH, "/health"},
    {LOKET_PATH_ME, "/me"},
    {LOKET_PATH_CHANGES, "/changes"},
    {LOKET_PATH_CASE, "/cases/*"},
    {LOKET_PATH_ACTS, "/cases/*/acts"},
    {LOKET_PATH_ACT, "/cases/*/acts/*"},
    {LOKET_PATH_PUBLIC_STATUS, "/cases/*/publicStatus"},
    {LOKET_PATH_DOCUMENTS, "/documents"},
    {LOKET_PATH_DOCUMENT, "/documents/*"},
    {LOKET_PATH_DOCUMENT_CONTENT, "/documents/*/content"},
    {LOKET_PATH_PROCEDURE, "/refData/procedures/*/*"},
    {LOKET_PATH_CALENDARS, "/refData/calendars"},
    {LOKET_PATH_ORGANIZATIONS, "/refData/organizations"},
};

static const char *
find_pattern (LoketPathKind kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++) {
    if (patterns[i].kind == kind)
      return patterns[i].pattern;
  }
  g_return_val_if_reached ("/");
}

/* An id that is empty after decoding, or holds a slash or a NUL, fits no path. */
static char *
decode_id (const char *segment)
{
  char *id = g_uri_unescape_string (segment, "/");

  if (id == NULL || id[0] == '\0' || !g_utf8_validate (id, -1, NULL)) {
    g_free (id);
    return NULL;
  }
  return id;
}

static gboolean
match (LoketPath *self, char **pattern, char **segments)
{
  char **ids[] = {&self->id, &self->sub_id};
  guint n_ids = 0;

  for (int i = 0; pattern[i] != NULL; i++) {
    if (strcmp (pattern[i], "*") != 0) {
      if (strcmp (pattern[i], segments[i]) != 0)
        return FALSE;
      continue;
    }
    *ids[n_ids] = decode_id (segments[i]);
    if (*ids[n_ids++] == NULL)
      return FALSE;
  }
  return TRUE;
}

/**
 * loket_path_parse:
 * @path: the path of a request, still percent-encoded, without its query
 *
 * Returns: (transfer full): LOKET_PATH_UNKNOWN for a path that the contract does not have
 */
LoketPath *
loket_path_parse (const char *path)
{
  LoketPath *self = g_new0 (LoketPath, 1);
  g_auto (GStrv) segments = g_strsplit (path, "/", -1);

  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++) {
    g_auto (GStrv) pattern = g_strsplit (patterns[i].pattern, "/", -1);

    if (g_strv_length (pattern) != g_strv_length (segments))
      continue;
    if (match (self, pattern, segments)) {
      self->kind = patterns[i].kind;
      return self;
    }
    g_clear_pointer (&self->id, g_free);
    g_clear_pointer (&self->sub_id, g_free);
  }
  return self;
}

void
loket_path_free (LoketPath *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->sub_id);
  g_free (self);
}

/**
 * loket_path_get_fixed:
 * @kind: one of the paths without an id
 *
 * Returns: (transfer none)
 */
const char *
loket_path_get_fixed (LoketPathKind kind)
{
  const char *pattern = find_pattern (kind);

  g_return_val_if_fail (strchr (pattern, '*') == NULL, "/");
  return pattern;
}

static char *
make (LoketPathKind kind, const char *id, const char *sub_id)
{
  g_auto (GStrv) pieces = g_strsplit (find_pattern (kind), "*", 3);
  g_autofree char *escaped_id = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *escaped_sub_id = NULL;

  if (sub_id == NULL)
    return g_strconcat (pieces[0], escaped_id, pieces[1], NULL);
  escaped_sub_id = g_uri_escape_string (sub_id, NULL, FALSE);
  return g_strconcat (pieces[0], escaped_id, pieces[1], escaped_sub_id, pieces[2], NULL);
}

char *
loket_path_make_case (const char *case_id)
{
  return make (LOKET_PATH_CASE, case_id, NULL);
}

char *
loket_path_make_acts (const char *case_id)
{
  return make (LOKET_PATH_ACTS, case_id, NULL);
}

char *
loket_path_make_act (const char *case_id, const char *act_id)
{
  return make (LOKET_PATH_ACT, case_id, act_id);
}

char *
loket_path_make_public_status (const char *case_id)
{
  return make (LOKET_PATH_PUBLIC_STATUS, case_id, NULL);
}

char *
loket_path_make_document (const char *document_id)
{
  return make (LOKET_PATH_DOCUMENT, document_id, NULL);
}

char *
loket_path_make_content (const char *document_id)
{
  return make (LOKET_PATH_DOCUMENT_CONTENT, document_id, NULL);
}

char *
loket_path_make_procedure (const char *procedure_id, const char *version)
{
  return make (LOKET_PATH_PROCEDURE, procedure_id, version);
}
