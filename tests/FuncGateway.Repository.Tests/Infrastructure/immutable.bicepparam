using '../../../infra/main.bicep'

param environmentName = 'sample'
param location = 'westeurope'
param operatorPrincipalId = '11111111-1111-1111-1111-111111111111'
param entraAudience = '22222222-2222-2222-2222-222222222222'
param allowedIpRanges = '203.0.113.7, 198.51.100.0/24,2001:db8::1'
param vaultPurgeProtection = true
param checkpointImmutabilityDays = 7
