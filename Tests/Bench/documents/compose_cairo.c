// Draws the job with Cairo from its flat drawing list: compose_cairo FOLDER TO. Written as one writes it at first: the faces that are installed,
// a surface for each document, every text shown where the list says. (Cairo loses glyphs of these faces, so its pages are not all right.)
#include <cairo-pdf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const double pageWidth = 595.276, pageHeight = 841.89;

static void fail(const char *what) {
  fprintf(stderr, "compose_cairo: %s: %s\n", what, strerror(errno));
  exit(1);
}

static char *word(char **rest) {
  char *found = strsep(rest, "\t");
  if (!found) fail("a line of the drawing list is too short");
  return found;
}

static double number(char **rest) { return strtod(word(rest), NULL); }

static cairo_t *begin(const char *folder, char *rest) {
  char path[4096];
  char *name = word(&rest);
  snprintf(path, sizeof path, "%s/%.*s", folder, (int)strcspn(name, "/"), name);
  if (mkdir(path, 0777) && errno != EEXIST) fail(path);
  snprintf(path, sizeof path, "%s/%s.pdf", folder, name);
  cairo_surface_t *surface = cairo_pdf_surface_create(path, pageWidth, pageHeight);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, word(&rest));
  cairo_t *pen = cairo_create(surface);
  cairo_surface_destroy(surface);
  return pen;
}

static void end(cairo_t *pen) {
  if (!pen) return;
  cairo_show_page(pen);
  cairo_surface_t *surface = cairo_surface_reference(cairo_get_target(pen));
  cairo_destroy(pen);
  cairo_surface_finish(surface);
  if (cairo_surface_status(surface)) fail(cairo_status_to_string(cairo_surface_status(surface)));
  cairo_surface_destroy(surface);
}

static void face(cairo_t *pen, const char *name, double size) {
  const char *family = strstr(name, "Serif") ? "Noto Serif CJK SC" : "Noto Sans CJK SC";
  cairo_select_font_face(pen, family, CAIRO_FONT_SLANT_NORMAL, strstr(name, "Bold") ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(pen, size);
}

static void grey(cairo_t *pen, double shade) { cairo_set_source_rgb(pen, shade, shade, shade); }

static void text(cairo_t *pen, char *rest) {
  const char *name = word(&rest);
  face(pen, name, number(&rest));
  grey(pen, number(&rest));
  double x = number(&rest), y = pageHeight - number(&rest), spacing = number(&rest);
  cairo_glyph_t *glyphs = NULL;
  cairo_text_cluster_t *clusters = NULL;
  cairo_text_cluster_flags_t flags;
  int glyphCount, clusterCount;
  if (cairo_scaled_font_text_to_glyphs(cairo_get_scaled_font(pen), x, y, rest, -1, &glyphs, &glyphCount, &clusters, &clusterCount, &flags))
    fail("a text has no glyphs");
  for (int i = 0; i < glyphCount; i++) glyphs[i].x += i * spacing;
  cairo_show_text_glyphs(pen, rest, -1, glyphs, glyphCount, clusters, clusterCount, flags);
  cairo_glyph_free(glyphs);
  cairo_text_cluster_free(clusters);
}

static double coordinate(char **rest) { return strtod(strsep(rest, " "), NULL); }

static void outline(cairo_t *pen, char *rest) {
  for (char *operator; (operator = strsep(&rest, " "));) {
    if (*operator == 'h') {
      cairo_close_path(pen);
      continue;
    }
    double at[6];
    int count = *operator == 'c' ? 6 : 2;
    for (int i = 0; i < count; i++) at[i] = i % 2 ? pageHeight - coordinate(&rest) : coordinate(&rest);
    if (*operator == 'm') cairo_move_to(pen, at[0], at[1]);
    if (*operator == 'l') cairo_line_to(pen, at[0], at[1]);
    if (*operator == 'c') cairo_curve_to(pen, at[0], at[1], at[2], at[3], at[4], at[5]);
  }
}

// A pattern of "-" is a whole line: it has no numbers to read.
static void dash(cairo_t *pen, char *pattern) {
  double lengths[2] = {strtod(pattern, &pattern), 0};
  if (*pattern == ',') lengths[1] = strtod(pattern + 1, NULL);
  cairo_set_dash(pen, lengths, lengths[0] > 0 ? 2 : 0, 0);
}

static void path(cairo_t *pen, char *rest) {
  int stroked = *word(&rest) == 'S';
  cairo_set_line_width(pen, number(&rest));
  grey(pen, number(&rest));
  char *pattern = word(&rest);
  dash(pen, pattern);
  outline(pen, rest);
  stroked ? cairo_stroke(pen) : cairo_fill(pen);
}

static void code(cairo_t *pen, char *rest) {
  double x = number(&rest), bottom = number(&rest), size = number(&rest);
  double module = size / strcspn(rest, ","), y = pageHeight - bottom - size;
  for (char *row; (row = strsep(&rest, ",")); y += module)
    for (char *run = strchr(row, '1'); run; run = strchr(run, '1')) {
      size_t length = strspn(run, "1");
      cairo_rectangle(pen, x + (run - row) * module, y, length * module, module);
      run += length;
    }
  grey(pen, 0);
  cairo_fill(pen);
}

int main(int count, char **arguments) {
  if (count != 3) return fputs("usage: compose_cairo FOLDER TO\n", stderr), 2;
  char source[4096], *line = NULL;
  size_t room = 0;
  snprintf(source, sizeof source, "%s/drawing.txt", arguments[1]);
  FILE *list = fopen(source, "r");
  if (!list) fail(source);
  if (mkdir(arguments[2], 0777) && errno != EEXIST) fail(arguments[2]);
  cairo_t *pen = NULL;
  int pages = 0;
  while (getline(&line, &room, list) > 0) {
    line[strcspn(line, "\n")] = 0;
    char *rest = line, *kind = word(&rest);
    if (!strcmp(kind, "document")) end(pen), pen = begin(arguments[2], rest), pages = 0;
    if (!strcmp(kind, "page") && pages++) cairo_show_page(pen);
    if (!strcmp(kind, "text")) text(pen, rest);
    if (!strcmp(kind, "path")) path(pen, rest);
    if (!strcmp(kind, "code")) code(pen, rest);
  }
  end(pen);
  return 0;
}
