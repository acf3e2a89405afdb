// PDFFiles: not yet written.
