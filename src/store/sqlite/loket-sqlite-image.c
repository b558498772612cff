/* SPDX-License-Identifier: EUPL-1.2 */
/* Pages of a database file and its WAL. The formats are those of sqlite.org/fileformat2.html. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "loket-sqlite-error.h"
#include "loket-sqlite-image.h"

enum {
  PAGE_SIZE_MIN = 512,
  PAGE_SIZE_MAX = 65536,
  PAGE_SIZE_USUAL = 4096, /* SQLite's own; what stands in a header that is gone */
  FILE_HEADER = 100,
  USER_VERSION_AT = 60, /* in the header */
  WAL_HEADER = 32,
  FRAME_HEADER = 24,
};

static const guint8 magic[16] = "SQLite format 3";

typedef struct {
  const guint8 *bytes; /* its header; the page follows */
  guint number;
  guint commit;     /* pages of the database when this frame ends a transaction; else 0 */
  gboolean of_this; /* carries the salts of this WAL; others are left from before it began anew */
  gboolean good;    /* and its checksum is right */
} Frame;

typedef struct {
  guint number;
  const guint8 *bytes;
} Version;

struct _LoketSqliteImage {
  GBytes *file; /* (owned) */
  GBytes *wal;  /* (owned) (nullable) */
  gboolean has_header;
  gboolean wal_damaged;
  gboolean lost_a_page; /* of a damaged frame nobody is sure which page it held */
  guint page_size;
  guint n_pages;
  GArray *frames;     /* (element-type Frame) */
  GHashTable *newest; /* number -> its bytes in the WAL */
  GHashTable *old;    /* numbers whose newest version was damaged */
  GArray *extra;      /* (element-type guint): frames behind the last transaction that is whole */
  GArray *before;     /* (element-type Version): pages before a transaction that is not whole */
};

/**
 * loket_sqlite_image_read_32:
 * @bytes: four, wherever they lie
 *
 * Returns: the number, as it is written in a database and in the head of a WAL
 */
guint32
loket_sqlite_image_read_32 (const guint8 *bytes)
{
  return ((guint32) bytes[0] << 24) | ((guint32) bytes[1] << 16) | ((guint32) bytes[2] << 8) |
         bytes[3];
}

static gboolean
is_page_size (guint size)
{
  return size >= PAGE_SIZE_MIN && size <= PAGE_SIZE_MAX && (size & (size - 1)) == 0;
}

static void
find_page_size (LoketSqliteImage *self)
{
  gsize length, wal_length = 0;
  const guint8 *file = g_bytes_get_data (self->file, &length);
  const guint8 *wal = self->wal != NULL ? g_bytes_get_data (self->wal, &wal_length) : NULL;
  guint told = 0, in_wal;

  self->has_header = length >= FILE_HEADER && memcmp (file, magic, sizeof magic) == 0;
  if (self->has_header)
    told = file[16] == 0 && file[17] == 1 ? PAGE_SIZE_MAX : ((guint) file[16] << 8) | file[17];
  in_wal = wal_length >= WAL_HEADER ? loket_sqlite_image_read_32 (wal + 8) : 0;
  self->page_size = is_page_size (told) ? told : is_page_size (in_wal) ? in_wal : PAGE_SIZE_USUAL;
}

typedef struct {
  guint32 a;
  guint32 b;
} Sum;

static void
add_to_sum (Sum *sum, gboolean big_endian, const guint8 *bytes, gsize length)
{
  for (gsize i = 0; i + 8 <= length; i += 8) {
    guint32 x, y;

    memcpy (&x, bytes + i, 4);
    memcpy (&y, bytes + i + 4, 4);
    x = big_endian ? GUINT32_FROM_BE (x) : GUINT32_FROM_LE (x);
    y = big_endian ? GUINT32_FROM_BE (y) : GUINT32_FROM_LE (y);
    sum->a += x + sum->b;
    sum->b += y + sum->a;
  }
}

static gboolean
sum_is (const Sum *sum, const guint8 *stored)
{
  return sum->a == loket_sqlite_image_read_32 (stored) &&
         sum->b == loket_sqlite_image_read_32 (stored + 4);
}

/* Whether the frame follows on a checksum that is given. */
static gboolean
verify_frame (LoketSqliteImage *self, const Frame *frame, gboolean big_endian, Sum before)
{
  add_to_sum (&before, big_endian, frame->bytes, 8);
  add_to_sum (&before, big_endian, frame->bytes + FRAME_HEADER, self->page_size);
  return sum_is (&before, frame->bytes + 16);
}

static void
read_frames (LoketSqliteImage *self, const guint8 *wal, gsize length)
{
  const gsize step = FRAME_HEADER + self->page_size;
  const gboolean big_endian = (wal[3] & 1) != 0;
  Sum header = {0, 0};
  Sum stored = {loket_sqlite_image_read_32 (wal + 24), loket_sqlite_image_read_32 (wal + 28)};
  const guint8 *salts = wal + 16;
  gboolean header_good;

  add_to_sum (&header, big_endian, wal, 24);
  header_good = sum_is (&header, wal + 24);
  if (!header_good && length >= WAL_HEADER + step)
    salts = wal + WAL_HEADER + 8;
  for (gsize at = WAL_HEADER; at + step <= length; at += step) {
    Frame frame = {wal + at, loket_sqlite_image_read_32 (wal + at),
                   loket_sqlite_image_read_32 (wal + at + 4), FALSE, FALSE};
    gboolean salted = memcmp (frame.bytes + 8, salts, 8) == 0;
    gboolean follows = verify_frame (self, &frame, big_endian, stored) ||
                       (at == WAL_HEADER && verify_frame (self, &frame, big_endian, header));

    frame.of_this = salted || (follows && self->frames->len > 0 &&
                               g_array_index (self->frames, Frame, self->frames->len - 1).of_this);
    frame.good = salted && follows;
    stored = (Sum){loket_sqlite_image_read_32 (frame.bytes + 16),
                   loket_sqlite_image_read_32 (frame.bytes + 20)};
    g_array_append_val (self->frames, frame);
  }
  self->wal_damaged = !header_good && self->frames->len > 0;
}

/* Whether a frame of the transaction that begins there is damaged, though its end is not. */
static gboolean
is_hurt (LoketSqliteImage *self, guint start, guint end)
{
  gboolean hurt = FALSE;

  for (guint i = start; i < end; i++) {
    const Frame *frame = &g_array_index (self->frames, Frame, i);

    hurt |= !frame->good;
    if (frame->good && frame->commit != 0)
      break;
  }
  return hurt;
}

/* What it took away may have been put where it is damaged. */
static void
keep_before (LoketSqliteImage *self, guint number)
{
  Version version = {number, loket_sqlite_image_get_page (self, number)};

  if (version.bytes != NULL)
    g_array_append_val (self->before, version);
}

/* What was committed up to @end; and what stands behind it, where a frame of that was damaged. */
static void
apply_frames (LoketSqliteImage *self, guint end, guint of_this)
{
  gboolean hurt = is_hurt (self, 0, end);

  for (guint i = 0; i < of_this; i++) {
    const Frame *frame = &g_array_index (self->frames, Frame, i);
    gpointer number = GUINT_TO_POINTER (frame->number);

    if (!frame->good) {
      self->wal_damaged = TRUE;
      self->lost_a_page = TRUE; /* the number itself may be what is wrong */
      g_hash_table_add (self->old, number);
    } else if (i < end) {
      if (hurt)
        keep_before (self, frame->number);
      g_hash_table_insert (self->newest, number, (gpointer) (frame->bytes + FRAME_HEADER));
      g_hash_table_remove (self->old, number);
      if (frame->commit != 0) {
        self->n_pages = frame->commit;
        hurt = is_hurt (self, i + 1, end);
      }
    } else {
      g_array_append_val (self->extra, i);
    }
  }
}

static void
read_wal (LoketSqliteImage *self)
{
  gsize length;
  const guint8 *wal = g_bytes_get_data (self->wal, &length);
  guint end = 0, of_this = 0;

  if (length < WAL_HEADER)
    return;
  read_frames (self, wal, length);
  for (guint i = 0; i < self->frames->len; i++) {
    const Frame *frame = &g_array_index (self->frames, Frame, i);

    if (frame->good && frame->commit != 0)
      end = i + 1;
    if (frame->of_this)
      of_this = i + 1;
  }
  apply_frames (self, end, of_this);
  if (!self->wal_damaged)
    g_array_set_size (self->extra, 0); /* a transaction that was never finished */
}

/* Only the header of the file: enough to see whether there is one. */
static GBytes *
load_header (const char *path, GError **error)
{
  guint8 bytes[FILE_HEADER];
  int file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gssize length = file >= 0 ? read (file, bytes, sizeof bytes) : -1;

  if (length < 0)
    g_set_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_DISK, "%s: %s", path,
                 g_strerror (errno));
  if (file >= 0)
    close (file);
  return length >= 0 ? g_bytes_new (bytes, (gsize) length) : NULL;
}

static GBytes *
load (const char *path, gboolean needed, GError **error)
{
  g_autoptr (GError) cause = NULL;
  char *bytes;
  gsize length;

  if (g_file_get_contents (path, &bytes, &length, &cause))
    return g_bytes_new_take (bytes, length);
  if (!needed && g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return NULL;
  g_set_error_literal (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_DISK, cause->message);
  return NULL;
}

/**
 * loket_sqlite_image_load:
 * @path: of the database; its WAL stands beside it, or not
 * @whole: read the pages of the file too, not only its header
 *
 * Returns: (transfer full): also for a file that is empty or no database; NULL with
 *   LOKET_SQLITE_ERROR_DISK where it cannot be read
 */
LoketSqliteImage *
loket_sqlite_image_load (const char *path, gboolean whole, GError **error)
{
  g_autoptr (LoketSqliteImage) self = g_new0 (LoketSqliteImage, 1);
  g_autofree char *wal_path = g_strconcat (path, "-wal", NULL);
  g_autoptr (GError) cause = NULL;

  self->frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  self->extra = g_array_new (FALSE, FALSE, sizeof (guint));
  self->before = g_array_new (FALSE, FALSE, sizeof (Version));
  self->newest = g_hash_table_new (NULL, NULL);
  self->old = g_hash_table_new (NULL, NULL);
  self->file = whole ? load (path, TRUE, error) : load_header (path, error);
  if (self->file == NULL)
    return NULL;
  self->wal = load (wal_path, FALSE, &cause);
  if (cause != NULL) {
    g_propagate_error (error, g_steal_pointer (&cause));
    return NULL;
  }
  find_page_size (self);
  self->n_pages = (guint) (g_bytes_get_size (self->file) / self->page_size);
  if (self->wal != NULL)
    read_wal (self);
  return g_steal_pointer (&self);
}

void
loket_sqlite_image_free (LoketSqliteImage *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->file, g_bytes_unref);
  g_clear_pointer (&self->wal, g_bytes_unref);
  g_array_unref (self->frames);
  g_array_unref (self->extra);
  g_array_unref (self->before);
  g_hash_table_unref (self->newest);
  g_hash_table_unref (self->old);
  g_free (self);
}

/* Whether the file itself begins as a database does. */
gboolean
loket_sqlite_image_has_header (LoketSqliteImage *self)
{
  return self->has_header;
}

/**
 * loket_sqlite_image_wal_is_damaged:
 *
 * Returns: whether a frame of this WAL does not verify; one that the power cut in two counts too
 */
gboolean
loket_sqlite_image_wal_is_damaged (LoketSqliteImage *self)
{
  return self->wal_damaged;
}

/* Whether there is a damaged frame, of which nobody is sure which page it held. */
gboolean
loket_sqlite_image_lost_a_page (LoketSqliteImage *self)
{
  return self->lost_a_page;
}

guint
loket_sqlite_image_get_page_size (LoketSqliteImage *self)
{
  return self->page_size;
}

guint
loket_sqlite_image_get_n_pages (LoketSqliteImage *self)
{
  return self->n_pages;
}

/* Returns: 0 where the first page cannot be read */
guint
loket_sqlite_image_get_user_version (LoketSqliteImage *self)
{
  const guint8 *page = self->n_pages > 0 ? loket_sqlite_image_get_page (self, 1) : NULL;

  if (page == NULL || memcmp (page, magic, sizeof magic) != 0)
    return 0;
  return loket_sqlite_image_read_32 (page + USER_VERSION_AT);
}

/**
 * loket_sqlite_image_get_page:
 * @number: counts from 1
 *
 * Returns: (transfer none) (nullable): its newest committed version; NULL where there is none
 */
const guint8 *
loket_sqlite_image_get_page (LoketSqliteImage *self, guint number)
{
  const guint8 *page = g_hash_table_lookup (self->newest, GUINT_TO_POINTER (number));
  gsize length;
  const guint8 *file = g_bytes_get_data (self->file, &length);

  if (page != NULL)
    return page;
  if (number == 0 || (gsize) number * self->page_size > length)
    return NULL;
  return file + (gsize) (number - 1) * self->page_size;
}

/* Whether a newer version of the page was lost. */
gboolean
loket_sqlite_image_is_old (LoketSqliteImage *self, guint number)
{
  return g_hash_table_contains (self->old, GUINT_TO_POINTER (number));
}

guint
loket_sqlite_image_get_n_extra (LoketSqliteImage *self)
{
  return self->extra->len;
}

/* Pages of a last transaction that is not whole, because one of its frames is damaged. */
const guint8 *
loket_sqlite_image_get_extra (LoketSqliteImage *self, guint index, guint *number)
{
  const Frame *frame =
      &g_array_index (self->frames, Frame, g_array_index (self->extra, guint, index));

  *number = frame->number;
  return frame->bytes + FRAME_HEADER;
}

guint
loket_sqlite_image_get_n_before (LoketSqliteImage *self)
{
  return self->before->len;
}

/* Pages as they were before a transaction of which a frame is damaged. */
const guint8 *
loket_sqlite_image_get_before (LoketSqliteImage *self, guint index, guint *number)
{
  const Version *version = &g_array_index (self->before, Version, index);

  *number = version->number;
  return version->bytes;
}
