metadata description = 'What is logged of vaults and storage. In the account of the gateway only deletions: leases and polling of a running app would be millions of lines a month.'

param workspaceId string
param vaultNames string[]
param storageName string
param packageStorageName string

resource vaults 'Microsoft.KeyVault/vaults@2024-11-01' existing = [for name in vaultNames: { name: name }]

resource ofVaults 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = [
  for (name, index) in vaultNames: {
    scope: vaults[index]
    name: 'audit'
    properties: {
      workspaceId: workspaceId
      logs: [{ categoryGroup: 'audit', enabled: true }]
    }
  }
]

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageName
  resource blobs 'blobServices' existing = { name: 'default' }
  resource tables 'tableServices' existing = { name: 'default' }
}

resource ofBlobs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storage::blobs
  name: 'deletions'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageDelete', enabled: true }]
  }
}

resource ofTables 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storage::tables
  name: 'deletions'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageDelete', enabled: true }]
  }
}

resource packageStorage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: packageStorageName
  resource blobs 'blobServices' existing = { name: 'default' }
}

resource ofPackages 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: packageStorage::blobs
  name: 'all'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageRead', enabled: true }
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
  }
}
