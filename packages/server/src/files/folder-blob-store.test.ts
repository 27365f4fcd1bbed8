import { describe } from 'node:test';
import { join } from 'node:path';
import { blobStoreContract } from '../testing/blob-store-contract.ts';
import { temporaryFolder } from '../testing/test-server.ts';
import { FolderBlobStore } from './folder-blob-store.ts';

describe('files in a folder', () => {
  blobStoreContract(async (t) => new FolderBlobStore(join(await temporaryFolder(t), 'pictures')));
});
