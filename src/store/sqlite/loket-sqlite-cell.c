/* SPDX-License-Identifier: EUPL-1.2 */
/* Cells and records. The formats are those of sqlite.org/fileformat2.html; nothing on a page is
 * believed before it was checked against the size of the page. */
#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "loket-sqlite-cell.h"

enum {
  FILE_HEADER = 100, /* stands before the first page's own */
  LEAF_HEADER = 8,
  INTERIOR_HEADER = 12,
  PAYLOAD_MAX = 256 * 1024 * 1024,
  COLUMNS_MAX = 100,
};

static guint
read_16 (const guint8 *bytes)
{
  return ((guint) bytes[0] << 8) | bytes[1];
}

/* Returns: how many bytes it takes; 0: it does not end before @end */
static gsize
read_varint (const guint8 *bytes, const guint8 *end, guint64 *value)
{
  *value = 0;
  for (gsize i = 0; i < 9 && bytes + i < end; i++) {
    if (i == 8) {
      *value = (*value << 8) | bytes[i];
      return 9;
    }
    *value = (*value << 7) | (bytes[i] & 0x7f);
    if ((bytes[i] & 0x80) == 0)
      return i + 1;
  }
  return 0;
}

const guint8 *
loket_sqlite_page_find (const LoketPageSource *source, guint number)
{
  const guint8 *page =
      source->first != NULL ? g_hash_table_lookup (source->first, GUINT_TO_POINTER (number)) : NULL;

  return page != NULL ? page : loket_sqlite_image_get_page (source->image, number);
}

static const guint8 *
get_header (const guint8 *page, gboolean first)
{
  return first ? page + FILE_HEADER : page;
}

guint
loket_sqlite_page_count (const guint8 *page, gboolean first)
{
  return read_16 (get_header (page, first) + 3);
}

static gsize
get_cell (const guint8 *page, gboolean first, guint index)
{
  const guint8 *header = get_header (page, first);
  gboolean interior =
      header[0] == LOKET_PAGE_INDEX_INTERIOR || header[0] == LOKET_PAGE_TABLE_INTERIOR;

  return read_16 (header + (interior ? INTERIOR_HEADER : LEAF_HEADER) + 2 * (gsize) index);
}

/**
 * loket_sqlite_page_get_kind:
 * @first: it is page 1, whose header stands behind that of the file
 *
 * Returns: OTHER also where the places of its cells cannot be right
 */
LoketPageKind
loket_sqlite_page_get_kind (const LoketPageSource *source, const guint8 *page, gboolean first)
{
  const guint size = loket_sqlite_image_get_page_size (source->image);
  const guint8 *header = get_header (page, first);
  guint kind = header[0];
  guint count = read_16 (header + 3);
  gboolean interior = kind == LOKET_PAGE_INDEX_INTERIOR || kind == LOKET_PAGE_TABLE_INTERIOR;
  gsize begin = (gsize) (header - page) + (interior ? INTERIOR_HEADER : LEAF_HEADER) + 2 * count;

  if (!interior && kind != LOKET_PAGE_INDEX_LEAF && kind != LOKET_PAGE_TABLE_LEAF)
    return LOKET_PAGE_OTHER;
  if (begin > size || header[7] > 60)
    return LOKET_PAGE_OTHER;
  for (guint i = 0; i < count; i++) {
    gsize cell = get_cell (page, first, i);

    if (cell < begin || cell + 4 > size)
      return LOKET_PAGE_OTHER;
  }
  return (LoketPageKind) kind;
}

/* @index: the one behind the last cell is the page's right child */
guint
loket_sqlite_page_get_child (const LoketPageSource *source,
                             const guint8 *page,
                             gboolean first,
                             guint index)
{
  if (index == loket_sqlite_page_count (page, first))
    return loket_sqlite_image_read_32 (get_header (page, first) + 8);
  return loket_sqlite_image_read_32 (page + get_cell (page, first, index));
}

static gsize
count_local (guint usable, guint64 payload, gboolean in_table)
{
  guint64 most = in_table ? usable - 35 : (usable - 12) * 64 / 255 - 23;
  guint64 least = (usable - 12) * 32 / 255 - 23;
  guint64 wanted;

  if (payload <= most)
    return payload;
  wanted = least + (payload - least) % (usable - 4);
  return wanted <= most ? wanted : least;
}

/* The rest of a payload that did not fit on its page. */
static gboolean
read_overflow (const LoketPageSource *source, guint number, guint8 *bytes, gsize length)
{
  const guint usable = loket_sqlite_image_get_page_size (source->image) - 4;

  while (length > 0) {
    const guint8 *page = loket_sqlite_page_find (source, number);
    gsize here = MIN (length, usable);

    if (page == NULL)
      return FALSE;
    g_hash_table_add (source->overflow, GUINT_TO_POINTER (number));
    memcpy (bytes, page + 4, here);
    bytes += here;
    length -= here;
    number = loket_sqlite_image_read_32 (page);
    if ((length == 0) != (number == 0))
      return FALSE;
  }
  return TRUE;
}

static gsize
get_size_of_type (guint64 type)
{
  static const gsize sizes[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};

  return type >= 12 ? (gsize) ((type - 12) / 2) : sizes[type];
}

static gboolean
read_value (guint64 type, const guint8 *bytes, LoketCarvedValue *value)
{
  gsize size = get_size_of_type (type);
  guint64 number = size > 0 && type < 7 && (bytes[0] & 0x80) != 0 ? G_MAXUINT64 : 0;

  value->length = size;
  value->bytes = bytes;
  if (type >= 12) {
    value->type = type % 2 == 0 ? SQLITE_BLOB : SQLITE_TEXT;
    return value->type == SQLITE_BLOB || g_utf8_validate_len ((const char *) bytes, size, NULL);
  }
  value->type = type == 0 ? SQLITE_NULL : type == 7 ? SQLITE_FLOAT : SQLITE_INTEGER;
  for (gsize i = 0; i < size; i++)
    number = (number << 8) | bytes[i];
  value->number = type == 9 ? 1 : (gint64) number;
  return TRUE;
}

/* A record is believed when its values take exactly what it is long. */
static gboolean
read_record (LoketCarvedRow *row, gsize length)
{
  const guint8 *at = row->payload, *end = at + length;
  g_autoptr (GArray) values = g_array_new (FALSE, TRUE, sizeof (LoketCarvedValue));
  guint64 header;
  gsize step = read_varint (at, end, &header);
  const guint8 *body;

  if (step == 0 || header > length || header < step)
    return FALSE;
  body = at + header;
  at += step;
  while (at < row->payload + header) {
    LoketCarvedValue value = {0};
    guint64 type;

    step = read_varint (at, row->payload + header, &type);
    if (step == 0 || type == 10 || type == 11 || values->len == COLUMNS_MAX ||
        get_size_of_type (type) > (gsize) (end - body) || !read_value (type, body, &value))
      return FALSE;
    at += step;
    body += value.length;
    g_array_append_val (values, value);
  }
  row->n_values = values->len;
  row->values = (LoketCarvedValue *) g_array_free (g_steal_pointer (&values), FALSE);
  return body == end;
}

void
loket_carved_row_free (LoketCarvedRow *self)
{
  if (self == NULL)
    return;
  g_free (self->values);
  g_free (self->payload);
  g_free (self);
}

/**
 * loket_sqlite_page_read_row:
 *
 * Returns: (transfer full) (nullable): NULL where the row cannot be read whole
 */
LoketCarvedRow *
loket_sqlite_page_read_row (const LoketPageSource *source,
                            const guint8 *page,
                            gboolean first,
                            guint index)
{
  const guint size = loket_sqlite_image_get_page_size (source->image);
  const guint8 kind = get_header (page, first)[0];
  const guint8 *at = page + get_cell (page, first, index), *end = page + size;
  LoketCarvedRow *row;
  guint64 payload, row_id = 0;
  gsize step, local;

  at += kind == LOKET_PAGE_INDEX_INTERIOR ? 4 : 0;
  step = read_varint (at, end, &payload);
  at += step;
  if (step == 0 || payload == 0 || payload > PAYLOAD_MAX)
    return NULL;
  if (kind == LOKET_PAGE_TABLE_LEAF) {
    step = read_varint (at, end, &row_id);
    at += step;
  }
  local = count_local (size, payload, kind == LOKET_PAGE_TABLE_LEAF);
  if (step == 0 || local + (local < payload ? 4 : 0) > (gsize) (end - at))
    return NULL;
  row = g_new0 (LoketCarvedRow, 1);
  row->row_id = (gint64) row_id;
  row->payload = g_malloc (payload);
  memcpy (row->payload, at, local);
  if ((local == payload || read_overflow (source, loket_sqlite_image_read_32 (at + local),
                                          row->payload + local, payload - local)) &&
      read_record (row, payload))
    return row;
  loket_carved_row_free (row);
  return NULL;
}
