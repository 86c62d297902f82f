metadata description = 'Everything the app reads from its settings. No value here is a secret: "@secret:NAME" is read from the vault by the app itself.'

param appName string
param publicHosts string[]
param identityClientId string
param storageName string
param blobUri string
param queueUri string
param tableUri string
param vaultUri string
param checkpointKeyName string
param insightsConnectionString string
param entraTenantId string
param entraAudience string
param taskHubName string

@description('False: the durable backend is Azure Storage, as host.json says.')
param usesScheduler bool
param schedulerEndpoint string

var hosts = toObject(range(0, length(publicHosts)), index => 'FuncGateway__PublicHosts__${index}', index => publicHosts[index])

var gateway = {
  FuncGateway__KeyVaultUri: vaultUri
  FuncGateway__SessionKey: '@secret:session-key'
  FuncGateway__Approvals__EncryptionKey: '@secret:approval-key'
  FuncGateway__Audit__CheckpointKeyName: checkpointKeyName
}

// Half of it would be a failed start; none of it means that the admin API is off.
var entra = empty(entraAudience) ? {} : {
  FuncGateway__Entra__TenantId: entraTenantId
  FuncGateway__Entra__Audience: entraAudience
}

var platform = {
  AZURE_CLIENT_ID: identityClientId
  AzureWebJobsStorage__accountName: storageName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsStorage__blobServiceUri: blobUri
  AzureWebJobsStorage__queueServiceUri: queueUri
  AzureWebJobsStorage__tableServiceUri: tableUri
  AzureWebJobsDisableHomepage: 'true'
  TASKHUB_NAME: taskHubName
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
}

// Overrides the storageProvider of host.json, which cannot choose by itself.
var schedulerBackend = {
  DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identityClientId};TaskHub=${taskHubName}'
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
}

resource app 'Microsoft.Web/sites@2024-11-01' existing = { name: appName }

resource settings 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: app
  name: 'appsettings'
  properties: union(hosts, gateway, entra, platform, usesScheduler ? schedulerBackend : {})
}
