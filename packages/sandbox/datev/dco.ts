/**
 * The errors of accounting:documents 2.1.12 and accounting:dxso-jobs 2.1.7: code and technical name (`restapi.…`), from
 * the error tables of the two OpenAPI documents.
 */
const NAMES = {
  '#DCO01001': 'InvalidResourceModificationFault',
  '#DCO01002': 'InvalidDxsoImportTargetFault',
  '#DCO01003': 'InvalidDxsoJobIdFault',
  '#DCO01004': 'MultipartUploadFault',
  '#DCO01005': 'ScopeFault',
  '#DCO01006': 'InvalidDcoClientIdFault',
  '#DCO01007': 'InvalidDxsoJobStateFault',
  '#DCO01008': 'InvalidMessageBodyFault',
  '#DCO01009': 'InvalidAccountingBasicData',
  '#DCO01010': 'InvalidDocumentTypeFault',
  '#DCO01012': 'KeyConflictFault',
  '#DCO01013': 'AuthentificationTypeFault',
  '#DCO01015': 'UnsupportedFileTypeFault',
  '#DCO01016': 'FileSizeFault',
  '#DCO01017': 'MissingMandatoryParameterFault',
  '#DCO01018': 'MissingMandatoryHeaderFault',
  '#DCO01019': 'NoValidBelegeBestandFault',
  '#DCO01020': 'ServiceNotAvailableFault',
  '#DCO01127': 'FileCountFault',
  '#DCO01215': 'UnsupportedFileTypeDuoNextFault',
  '#DCO01216': 'FileSizeDuoNextFault',
  '#DCO01217': 'MetadataParsingFault',
  '#DCO01218': 'UploadClientParsingFault',
  '#DCO01219': 'ContentTypeDoesNotMatchFileExtensionFault',
  '#DCO01220': 'FilesParameterIsMissingFault',
  '#DCO01222': 'FileNameTooLongFault',
  '#DCO01223': 'PropertyNoteTooLongFault',
  '#DCO01224': 'PropertyCategoryNameTooLongFault',
  '#DCO01225': 'PropertyFolderNameTooLongFault',
  '#DCO01226': 'PropertyRegisterNameTooLongFault',
  '#DCO01227': 'PropertyDocumentTypeTooLongFault',
  '#DCO01228': 'PropertyClientNameTooLongFault',
  '#DCO01229': 'PropertyClientVersionTooLongFault',
  '#DCO01230': 'PropertyClientIdTooLongFault',
  '#DCO01231': 'UploadIsNotSupportedFault',
  '#DCO01232': 'MultipleFilesUploadIsNotSupportedFault',
  '#DCO01233': 'DataNameIsMissingFault',
  '#DCO01234': 'WrongUuidFormatFault',
  '#DCO01240': 'PropertyUploadMediumTooLongFault',
  '#DCO01241': 'PropertyIssuerNameTooLongFault',
  '#DCO01242': 'PropertyRequestIdTooLongFault',
  '#DCO01243': 'VirusInFileFoundFault',
  '#DCO01245': 'PdfNotParseableFault',
  '#DCO01246': 'MergeFailedSignedDocFault',
  '#DCO01247': 'MergeFailedSecuredDocFault',
  '#DCO01248': 'MergeFailedXmlDocFault',
  '#DCO01249': 'MergeFailedPdfaDocFault',
  '#DCO01250': 'MergeFailedZugferdDocFault',
  '#DCO01251': 'MergeFailedGivenFilerefNotSupportedFault',
  '#DCO01252': 'FilenameIsRequiredFault',
  '#DCO01253': 'DuplicateFileFault',
  '#DCO01300': 'IsNeuePersonalakteFault',
  '#DCO01301': 'RDS1UploadNotSupportedFault',
} as const;

export type DcoCode = keyof typeof NAMES;

export function isDcoCode(code: string): code is DcoCode {
  return Object.hasOwn(NAMES, code);
}

/** The error as the wire shows it, without the request's id. */
export function dcoError(code: DcoCode): Record<string, string> {
  // In the documents the address of #DCO01216 ends with the number before it.
  const page = code === '#DCO01216' ? 'DCO01215' : code.slice(1);
  return {
    error: code,
    error_description: `restapi.${NAMES[code]}`,
    error_uri: `https://apps.datev.de/knowledge/help/search?q=${page}`,
  };
}
