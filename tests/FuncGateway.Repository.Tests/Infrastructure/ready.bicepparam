using '../../../infra/main.bicep'

param environmentName = 'sample'
param location = 'westeurope'
param operatorPrincipalId = '11111111-1111-1111-1111-111111111111'
param entraAudience = 'api://gateway.example.com'
param entraClientId = '33333333-3333-3333-3333-333333333333'
param instanceMemoryMB = 4096
param alwaysReadyHttp = 2
param alwaysReadyDurable = 1
param zoneRedundant = true
param furtherSettings = 'Approvals__Hold=00:01:00; MaxBodyBytes=8388608;Approvals__Webhook__Url=https://hooks.example.com/?a=b'
