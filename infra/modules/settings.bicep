metadata description = 'Everything the app reads from its settings. No value that the template sets is a secret: "@secret:NAME" is read from the vault by the app itself.'

param appName string
param publicHosts string[]
param identityClientId string
param storageName string
param blobUri string
param queueUri string
param tableUri string
param vaultUri string
param upstreamVaultUri string
param checkpointKeyName string
param insightsConnectionString string
param entraTenantId string
param entraAudience string
param entraClientId string
param internalUpstreams string[]

@description('Further settings of the gateway as Name=value, without the prefix FuncGateway__.')
param furtherSettings string[]

@description('True: an instance for the durable entities is always ready.')
param isDurableReady bool
param taskHubName string

@description('False: the durable backend is Azure Storage, as host.json says.')
param usesScheduler bool
param schedulerEndpoint string

var hosts = toObject(range(0, length(publicHosts)), index => 'FuncGateway__PublicHosts__${index}', index => publicHosts[index])

var upstreams = toObject(range(0, length(internalUpstreams)), index => 'FuncGateway__InternalUpstreams__${index}', index => internalUpstreams[index])

var gateway = {
  FuncGateway__KeyVaultUri: vaultUri
  FuncGateway__UpstreamKeyVaultUri: upstreamVaultUri
  FuncGateway__SessionKey: '@secret:session-key'
  FuncGateway__Approvals__EncryptionKey: '@secret:approval-key'
  FuncGateway__Audit__CheckpointKeyName: checkpointKeyName
}

// Half of it would be a failed start; none of it means that the admin API is off.
var entra = empty(entraAudience) ? {} : {
  FuncGateway__Entra__TenantId: entraTenantId
  FuncGateway__Entra__Audience: entraAudience
}

var entraClient = empty(entraClientId) ? {} : { FuncGateway__Entra__ClientId: entraClientId }

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

var own = union(hosts, upstreams, gateway, entra, entraClient, platform, usesScheduler ? schedulerBackend : {})
var ownNames = map(objectKeys(own), name => toLower(name))

var furtherPairs = map(furtherSettings, setting => {
  name: contains(setting, '=') ? trim(split(setting, '=')[0]) : fail('GATEWAY_SETTINGS has "${setting}". Accepted are Name=value pairs with a semicolon between them.')
  value: trim(join(skip(split(setting, '='), 1), '='))
})

var furtherNames = map(furtherPairs, pair => toLower(pair.name))

// Environment variables differ by case, settings do not, so a name that differs only in case would override the template's own at random.
var further = toObject(
  furtherPairs,
  pair => empty(pair.name) || contains(pair.name, ':') || startsWith(toLower(pair.name), 'funcgateway__')
    ? fail('GATEWAY_SETTINGS has the name "${pair.name}". Accepted are names below FuncGateway without that prefix and with __ between parts, such as Approvals__Hold.')
    : contains(ownNames, 'funcgateway__${toLower(pair.name)}')
      ? fail('GATEWAY_SETTINGS has the name "${pair.name}", which the template sets itself.')
      : length(filter(furtherNames, name => name == toLower(pair.name))) > 1
        ? fail('GATEWAY_SETTINGS has the name "${pair.name}" more than once.')
        : 'FuncGateway__${pair.name}',
  pair => pair.value
)

// The first call of a limited tool waits until an instance for its counter has started; within the usual 5 s it would be denied.
var waitTimeout = { FuncGateway__Limits__WaitTimeout: '00:00:20' }
var setsWaitTimeout = contains(furtherNames, 'limits__waittimeout')
var defaults = isDurableReady || setsWaitTimeout ? {} : waitTimeout

resource app 'Microsoft.Web/sites@2024-11-01' existing = { name: appName }

resource settings 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: app
  name: 'appsettings'
  properties: union(defaults, further, own)
}
