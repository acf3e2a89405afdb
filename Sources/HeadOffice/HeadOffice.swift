// HeadOffice: not yet written.
