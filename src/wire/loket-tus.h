/* SPDX-License-Identifier: EUPL-1.2 */
/* The grammars of tus 1.0.0 and of ranges: what stands in the headers of a document's transfer.
 *
 * Pure functions on text; any thread. Strict: what cannot be read exactly is refused, never guessed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LOKET_TUS_VERSION "1.0.0"
#define LOKET_TUS_OCTETS  "application/offset+octet-stream"

/* The largest document, and the largest piece that is sent at once: a loket takes bodies of 2 MB. */
#define LOKET_TUS_MAX_BYTES   (100 * 1024 * 1024)
#define LOKET_TUS_PIECE_BYTES (1024 * 1024)

/* Checksum Mismatch, of the checksum extension. */
#define LOKET_TUS_STATUS_MISMATCH 460

typedef enum {
  LOKET_RANGE_NONE,     /* not asked, or in a way that is answered with the whole */
  LOKET_RANGE_PART,
  LOKET_RANGE_OUTSIDE,  /* nothing of it is there: 416 */
} LoketRangeKind;

GHashTable    *loket_tus_metadata_parse (const char *header);
char          *loket_tus_metadata_make  (const char *name, ...) G_GNUC_NULL_TERMINATED;
gboolean       loket_tus_number_parse   (const char *text, gint64 *number);
gboolean       loket_tus_checksum_parse (const char *header, GChecksumType *algorithm, GBytes **sum);
char          *loket_tus_checksum_make  (GBytes *bytes);
gboolean       loket_tus_checksum_fits  (GChecksumType algorithm, GBytes *sum, GBytes *bytes);

LoketRangeKind loket_range_parse         (const char *header, gint64 size, gint64 *first, gint64 *last);
gboolean       loket_content_range_parse (const char *header, gint64 *first, gint64 *last,
                                          gint64 *size);

G_END_DECLS
